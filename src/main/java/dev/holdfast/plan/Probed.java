package dev.holdfast.plan;

import java.util.List;

/**
 * What Holdfast's own probe of a policy's pods says beside their kubelets: a signal, no verdict.
 *
 * @param disagreeing a sentence for each pod of which kubelet and probe say different things
 * @param unasked names of running pods that are not asked: they do not declare the port, have no
 *     address of their own, or the namespace has too many
 */
public record Probed(List<String> disagreeing, List<String> unasked) {
  public static final Probed NONE = new Probed(List.of(), List.of());

  public Probed {
    disagreeing = List.copyOf(disagreeing);
    unasked = List.copyOf(unasked);
  }
}
