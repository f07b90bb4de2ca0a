package dev.holdfast.kit.oracle;

import dev.holdfast.kit.Absence;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.RunningPod;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * While a pod that the operator removed still runs on a host that cannot be told anything, no other
 * one has its identity or writes to its volume.
 */
final class OneWriter implements Rule {
  private final Supplier<List<Absence>> absences;
  private final Set<String> removed = new HashSet<>();

  OneWriter(Supplier<List<Absence>> absences) {
    this.absences = absences;
  }

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    if (change.isByOperator() && change.removesPod()) {
      removed.add(Removal.options(change).path("preconditions").path("uid").asText());
    }
    return isStart(change, facts)
        ? others(PodFacts.of(change.response()), change, facts)
        : Stream.empty();
  }

  private static boolean isStart(AuditEvent change, Facts facts) {
    if (!change.resource().equals("pods/status") || !change.response().has("spec")) return false;
    var pod = PodFacts.of(change.response());
    boolean ran = facts.pods().byUid(pod.uid()).map(PodFacts::running).orElse(false);
    return pod.running() && !ran;
  }

  private Stream<String> others(PodFacts pod, AuditEvent change, Facts facts) {
    return absences.get().stream()
        .filter(absence -> absence.lasts(change.received()))
        .filter(absence -> !absence.host().equals(pod.node()))
        .flatMap(
            absence ->
                absence.pods().stream()
                    .filter(other -> removed.contains(other.uid()))
                    .flatMap(other -> quarrel(pod, other, facts).stream())
                    .map(
                        what ->
                            "makes a second writer of "
                                + what
                                + ", which still runs on host "
                                + absence.host()));
  }

  private static Optional<String> quarrel(PodFacts pod, RunningPod other, Facts facts) {
    if (pod.uid().equals(other.uid()) || !pod.namespace().equals(other.namespace())) {
      return Optional.empty();
    }
    if (pod.name().equals(other.name())) return Optional.of("identity " + pod.key());
    return facts.pods().byUid(other.uid()).stream()
        .flatMap(was -> was.claims().stream())
        .filter(pod.claims()::contains)
        .filter(claim -> !facts.isShared(pod.namespace(), claim))
        .map(claim -> "volume claim " + pod.namespace() + "/" + claim)
        .findFirst();
  }
}
