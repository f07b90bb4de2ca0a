package dev.holdfast.loop;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.PodSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is asked on whose word, of one round. However many policies select a pod, it is there once:
 * with the oldest of them that can ask it, or that is to be told that nobody can.
 */
final class PodClaims {
  /**
   * Pods of one namespace that are asked: those of eighteen full nodes, and each costs every
   * replica a connection a second. Who has more needs no probe of each to be heard of.
   */
  static final int MOST = 2_000;

  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();
  private final List<Claim> claims = new ArrayList<>();
  private final Set<String> unasked = new HashSet<>();

  private record Claim(KnownPolicy policy, List<PodSignal> asked, List<PodSignal> unasked) {}

  /** No older policy has it asked. */
  boolean isFree(PodSignal pod) {
    return !asked.containsKey(pod.uid());
  }

  /** So many pods of that namespace may be asked yet. */
  int room(String namespace) {
    return MOST - byNamespace.getOrDefault(namespace, 0);
  }

  /**
   * What the next older policy wants.
   *
   * @param free its pods that no older one has asked
   * @param wanted those of them that it can ask, within the room that there is
   */
  void add(KnownPolicy policy, List<PodSignal> free, List<Asked> wanted) {
    wanted.forEach(one -> asked.put(one.target().id(), one));
    byNamespace.merge(policy.key().namespace(), wanted.size(), Integer::sum);
    claims.add(
        new Claim(
            policy,
            free.stream().filter(pod -> !isFree(pod)).toList(),
            free.stream().filter(this::isFree).filter(pod -> unasked.add(pod.uid())).toList()));
  }

  List<Asked> asked() {
    return List.copyOf(asked.values());
  }

  /** Of each policy the pods of which it is told, asked or not. */
  Map<KnownPolicy, List<PodSignal>> pods() {
    var pods = new HashMap<KnownPolicy, List<PodSignal>>();
    for (var claim : claims) {
      var stillUnasked = claim.unasked().stream().filter(this::isFree);
      pods.put(claim.policy(), Stream.concat(claim.asked().stream(), stillUnasked).toList());
    }
    return pods;
  }
}
