package dev.holdfast.kube.write;

import dev.holdfast.notice.Notice;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A notice as a core/v1 Event. That form is chosen over events.k8s.io/v1 because it can carry a
 * count from the start, so that telling never needs to read or patch, and every tool shows it.
 */
final class EventForm {
  static final String COMPONENT = "holdfast";

  /** The API server's own limit for notes. */
  private static final int LONGEST_MESSAGE = 1024;

  /** Leaves room for what the API server appends to make the name unique. */
  private static final int LONGEST_NAME = 230;

  /** Where Events about objects without a namespace go; the kubelet's go there as well. */
  private static final String CLUSTER_NAMESPACE = "default";

  static Event of(Notice notice, RecentNotices.Times times, Instant now, String instance) {
    var subject = notice.subject();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace(subject))
        .withGenerateName(prefix(subject.name()))
        .endMetadata()
        .withInvolvedObject(reference(subject))
        .withType(type(notice.type()))
        .withReason(notice.reason())
        .withMessage(message(notice.message()))
        .withCount(times.count())
        .withFirstTimestamp(seconds(times.since()))
        .withLastTimestamp(seconds(now))
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(instance)
        .build();
  }

  private static String namespace(Notice.Subject subject) {
    return subject.namespace().isEmpty() ? CLUSTER_NAMESPACE : subject.namespace();
  }

  /** What is cut off a long name may not leave a dot or a dash at the end. */
  private static String prefix(String name) {
    var start = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    return start.replaceAll("[.-]+$", "") + ".";
  }

  private static ObjectReference reference(Notice.Subject subject) {
    return new ObjectReferenceBuilder()
        .withApiVersion(subject.apiVersion())
        .withKind(subject.kind())
        .withNamespace(subject.namespace().isEmpty() ? null : subject.namespace())
        .withName(subject.name())
        .withUid(subject.uid())
        .build();
  }

  private static String type(Notice.Type type) {
    return switch (type) {
      case NORMAL -> "Normal";
      case WARNING -> "Warning";
    };
  }

  private static String message(String line) {
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private EventForm() {}
}
