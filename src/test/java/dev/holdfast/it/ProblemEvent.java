package dev.holdfast.it;

import dev.holdfast.kit.FakeHost;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Instant;

/** As client-go's recorder writes it for node-problem-detector, which has the name for the uid. */
final class ProblemEvent {
  private ProblemEvent() {}

  static Event of(FakeHost host, String reason, int count) {
    var now = Instant.now().toString();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withGenerateName(host.name() + ".")
        .endMetadata()
        .withNewInvolvedObject()
        .withKind("Node")
        .withName(host.name())
        .withUid(host.name())
        .endInvolvedObject()
        .withReason(reason)
        .withMessage("made up by a test")
        .withType("Warning")
        .withCount(count)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withNewSource()
        .withComponent("kernel-monitor")
        .withHost(host.name())
        .endSource()
        .build();
  }
}
