package dev.holdfast.golden;

import dev.holdfast.health.Mark;
import dev.holdfast.health.NodeMemory;
import dev.holdfast.health.NodeMemory.Confirmation;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.TaintSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes nodes, and what was remembered of them, from a golden file's. */
record GoldenNodes(Ago ago) {
  private static final Duration LONG_AGO = Duration.ofDays(30);

  /** A lease is renewed every 10 s, so this is a usual age. */
  private static final Duration FRESH_LEASE = Duration.ofSeconds(3);

  private static final Duration WATCHED = Duration.ofHours(2);

  /** The kubelet's default limit of pods, in thousandths. */
  private static final Map<String, Long> ROOMY = Map.of("pods", 110_000L);

  NodeSignal signal(GoldenCase.Node node, String name) {
    return new NodeSignal(
        name,
        uid(node, name),
        bootId(node, name),
        ago.of(null, LONG_AGO),
        labels(node, name),
        annotations(node),
        taints(node),
        Boolean.TRUE.equals(node.cordoned()),
        conditions(node),
        new Resources(Objects.requireNonNullElse(node.allocatable(), ROOMY)),
        "lease of " + name,
        ago.of(node.lease(), FRESH_LEASE),
        Boolean.TRUE.equals(node.wordIsOld()),
        List.of(),
        null);
  }

  private static String uid(GoldenCase.Node node, String name) {
    return Objects.requireNonNullElse(node.uid(), "uid-" + name);
  }

  private static String bootId(GoldenCase.Node node, String name) {
    return Objects.requireNonNullElse(node.bootId(), "boot-" + name);
  }

  private static Map<String, String> labels(GoldenCase.Node node, String name) {
    var labels = new HashMap<String, String>();
    labels.put("kubernetes.io/hostname", name);
    if (node.zone() != null) labels.put(NodeSignal.ZONE, node.zone());
    if (node.labels() != null) labels.putAll(node.labels());
    return labels;
  }

  private Map<String, String> annotations(GoldenCase.Node node) {
    var annotations = new HashMap<String, String>();
    if (node.annotations() != null) annotations.putAll(node.annotations());
    if (node.mark() != null) {
      var mark = new Mark(node.mark(), !Boolean.TRUE.equals(node.foreign()), 0, ago.now());
      annotations.put(NodeAnnotations.MARKED, mark.text());
    }
    return annotations;
  }

  /** As the control plane does it: a node that it does not hear gets no pods. */
  private static List<TaintSignal> taints(GoldenCase.Node node) {
    var taints = new ArrayList<TaintSignal>();
    if (node.taints() != null) node.taints().stream().map(GoldenNodes::taint).forEach(taints::add);
    if (node.mark() != null) taints.add(NodeAnnotations.OUR_TAINT);
    if ("Unknown".equals(node.ready()))
      taints.add(taint("node.kubernetes.io/unreachable:NoSchedule"));
    return taints;
  }

  static TaintSignal taint(String written) {
    int colon = written.lastIndexOf(':');
    int equals = written.indexOf('=');
    var key = written.substring(0, equals < 0 ? colon : equals);
    var value = equals < 0 ? "" : written.substring(equals + 1, colon);
    return new TaintSignal(key, value, written.substring(colon + 1));
  }

  private Map<String, ConditionSignal> conditions(GoldenCase.Node node) {
    var conditions = new HashMap<String, ConditionSignal>();
    var ready = Objects.requireNonNullElse(node.ready(), "True");
    var since = ago.of(node.readyFor(), Duration.ofHours(1));
    conditions.put("Ready", new ConditionSignal("Ready", ready, "", since));
    if (node.conditions() == null) return conditions;
    node.conditions()
        .forEach(
            (type, c) ->
                conditions.put(
                    type,
                    new ConditionSignal(
                        type,
                        c.status(),
                        Objects.requireNonNullElse(c.reason(), ""),
                        ago.of(c.stands(), Duration.ZERO))));
    return conditions;
  }

  NodeMemory memory(GoldenCase.Node node, String name) {
    var was = Objects.requireNonNullElse(node.was(), GoldenCase.Was.WELL);
    return new NodeMemory(
        uid(node, name),
        verdict(was, node, name),
        Objects.requireNonNullElse(was.relapses(), 0),
        ago.of(was.lastBad()),
        false,
        confirmation(node, was),
        Map.of());
  }

  private Verdict verdict(GoldenCase.Was was, GoldenCase.Node node, String name) {
    var since = ago.of(was.stands(), WATCHED);
    return switch (Objects.requireNonNullElse(was.verdict(), "Healthy")) {
      case "Healthy" -> new Verdict.Healthy(since);
      case "Suspect" -> new Verdict.Suspect(since, "lease silent", true);
      case "Impaired" -> new Verdict.Impaired(since, "Ready=False");
      case "KubeletDown" -> new Verdict.KubeletDown(since, "software: the kubelet's port refuses");
      case "Unreachable" -> new Verdict.Unreachable(since, "silent", List.of("o1", "o2"));
      case "Lost" -> new Verdict.Lost(since, "lease silent");
      case "Dead" ->
          new Verdict.Dead(
              since, new Proof.HumanConfirmed(uid(node, name), bootId(node, name), since));
      default -> throw new IllegalArgumentException("no such verdict: " + was.verdict());
    };
  }

  private @Nullable Confirmation confirmation(GoldenCase.Node node, GoldenCase.Was was) {
    var written = annotations(node).get(NodeAnnotations.CONFIRMED_DEAD);
    var seenAt = ago.of(was.word());
    return written == null || seenAt == null ? null : new Confirmation(written, seenAt, false);
  }
}
