package dev.holdfast.signal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's template says and decisions read. Pods made from one template share one instance, so
 * that a pod costs little memory.
 *
 * @param nodeTerms required node affinity, any term suffices; empty means no requirement
 * @param soloUse what makes two copies at once dangerous apart from claims: {@code hostPath},
 *     {@code hostNetwork}, {@code hostPort}, or a volume type that is not known to be private
 * @param unjudged scheduling constraints that {@code Placement} cannot judge
 * @param ports that its containers declare
 * @param startupBudget how long the longest startup probe may take; absent without one
 */
public record PodShape(
    Map<String, String> nodeSelector,
    List<NodeTerm> nodeTerms,
    List<TolerationSignal> tolerations,
    Resources requests,
    Set<String> soloUse,
    Set<String> unjudged,
    Set<DeclaredPort> ports,
    @Nullable Duration startupBudget) {
  /** The {@code soloUse} of a pod that has no network of its own. */
  public static final String HOST_NETWORK = "hostNetwork";

  public static final PodShape PLAIN =
      new PodShape(
          Map.of(), List.of(), List.of(), Resources.NONE, Set.of(), Set.of(), Set.of(), null);

  public PodShape {
    nodeSelector = Map.copyOf(nodeSelector);
    nodeTerms = List.copyOf(nodeTerms);
    tolerations = List.copyOf(tolerations);
    soloUse = Set.copyOf(soloUse);
    unjudged = Set.copyOf(unjudged);
    ports = Set.copyOf(ports);
  }

  /** It shares the addresses and the ports of its node. */
  public boolean isOnHostNetwork() {
    return soloUse.contains(HOST_NETWORK);
  }

  public boolean asksForNodes() {
    return !nodeSelector.isEmpty() || !nodeTerms.isEmpty();
  }

  public boolean wants(NodeSignal node) {
    boolean selected =
        nodeSelector.entrySet().stream()
            .allMatch(e -> e.getValue().equals(node.labels().get(e.getKey())));
    return selected
        && (nodeTerms.isEmpty() || nodeTerms.stream().anyMatch(term -> term.matches(node)));
  }

  public boolean tolerates(TaintSignal taint) {
    return tolerations.stream().anyMatch(t -> t.tolerates(taint));
  }

  public boolean toleratesForEver(TaintSignal taint) {
    return tolerations.stream().anyMatch(t -> t.tolerates(taint) && t.forAtMost() == null);
  }
}
