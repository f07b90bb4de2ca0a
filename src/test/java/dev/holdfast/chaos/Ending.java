package dev.holdfast.chaos;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.NodeSight;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How all must stand when a recovery is over, disturbed or not. */
final class Ending {
  /** Retries back off up to a minute, a fault may cost half a minute more than once. */
  static final Duration PATIENCE = Duration.ofSeconds(150);

  private final Kind kind;
  private final Stage stage;
  private final Predicate<AuditEvent> excused;
  private final List<String> missing = new ArrayList<>();
  private int desired;

  private Ending(Kind kind, Stage stage, Predicate<AuditEvent> excused) {
    this.kind = kind;
    this.stage = stage;
    this.excused = excused;
  }

  /**
   * What is not yet, or not any more, as it must be; empty when all is.
   *
   * @param excused removals that are the trial's doing
   */
  static List<String> missing(Kind kind, Stage stage, Predicate<AuditEvent> excused) {
    var ending = new Ending(kind, stage, excused);
    ending.look();
    return ending.missing;
  }

  /** What is cheap to ask comes first, and nothing more is asked once something is missing. */
  private void look() {
    for (var part : List.<Runnable>of(this::status, this::pods, this::marks, this::removals)) {
      if (missing.isEmpty()) part.run();
    }
  }

  private void pods() {
    var bad = kind.marked(stage).stream().map(FakeHost::name).toList();
    var ready =
        stage.scene().pods(Stage.APP).stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .filter(pod -> Readiness.getInstance().isReady(pod))
            .filter(pod -> !bad.contains(pod.getSpec().getNodeName()))
            .toList();
    demand(
        ready.size() == desired, ready.size() + " of " + desired + " pods are ready on well hosts");
    var uids = ready.stream().map(Ending::uid).toList();
    demand(
        stage.victims().stream().map(Ending::uid).noneMatch(uids::contains),
        "a faulty pod is still there");
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private void status() {
    var status = stage.scene().policies().status(Stage.APP);
    desired = status.pods() == null ? -1 : status.pods().desired();
    demand(status.intents().isEmpty(), "intents are open: " + status.intents());
    demand(status.held().isEmpty(), "held: " + status.held());
    demand(Objects.equals(status.faults(), 0), "faults: " + status.faults());
    demand(
        status.incidents().size() == stage.victims().size(),
        status.incidents().size() + " incidents of " + stage.victims().size());
    status.incidents().stream()
        .filter(incident -> !isWhole(incident))
        .forEach(incident -> missing.add("an incident is not complete: " + incident));
  }

  private static boolean isWhole(IncidentStatus incident) {
    var phases = incident.phases();
    return incident.state().equals("Recovered")
        && Stream.of(phases.detect(), phases.decide(), phases.act(), phases.ready(), phases.total())
            .allMatch(Objects::nonNull);
  }

  private void marks() {
    var wanted = kind.marked(stage).stream().map(FakeHost::name).toList();
    var marked =
        stage.pool().hosts().stream().filter(NodeSight::isMarked).map(FakeHost::name).toList();
    demand(marked.equals(wanted), "tainted: " + marked + ", not " + wanted);
  }

  private void removals() {
    var removed =
        stage.scene().trail().operatorOnPods().stream()
            .filter(event -> event.removesPod() && !excused.test(event))
            .map(AuditEvent::name)
            .sorted()
            .toList();
    var wanted = Kind.names(stage.victims());
    demand(removed.equals(wanted), "removed: " + removed + ", not " + wanted);
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) missing.add(otherwise);
  }
}
