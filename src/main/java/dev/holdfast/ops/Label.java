package dev.holdfast.ops;

import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Step;
import dev.holdfast.plan.NodeStep;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What series of one metric differ by. The values of most are listed here, and whatever else comes
 * along counts as {@value #OTHER}: some of it is read from objects that others may write.
 */
public enum Label {
  NAMESPACE("namespace"),
  POLICY("policy"),
  VERDICT("verdict", namesOf(Verdict.class)),
  GUARD("guard", Reasons.OF_GUARDS),
  REASON("reason", Reasons.ALL),
  RESOLUTION(
      "resolution",
      Stream.of(Resolution.values())
          .filter(resolution -> resolution != Resolution.OPEN)
          .map(Resolution::toString)
          .toList()),
  PHASE("phase", List.of("detect", "decide", "act", "ready")),
  ACTION("action", namesOf(Step.class, NodeStep.class)),
  OUTCOME("outcome", List.of("Done", "Refused", "Unknown")),
  RECEIVER("receiver", List.of("alertmanager", "cloudEvents", "slack")),
  DELIVERY("outcome", List.of("Taken", "Failed")),
  FAILURE("kind", List.of("Api", "StatusRefused", "Defect")),
  VERB(
      "verb",
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")),
  RESOURCE("resource", ApiNames.RESOURCES),
  CODE("code", ApiNames.CODES);

  /** Stands for what is not listed. */
  public static final String OTHER = "Other";

  private final String written;
  private final Set<String> values;

  /** Of policies, whose names are bounded by their number. */
  Label(String written) {
    this(written, Set.of());
  }

  Label(String written, Collection<String> values) {
    this.written = written;
    this.values = new TreeSet<>(values);
  }

  private static List<String> namesOf(Class<?>... sealed) {
    return Stream.of(sealed)
        .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
        .map(Class::getSimpleName)
        .toList();
  }

  /** As it is called in Prometheus. */
  public String written() {
    return written;
  }

  /**
   * All values but {@value #OTHER}, in their order; none where names of policies are the values.
   */
  public Set<String> listed() {
    return Collections.unmodifiableSet(values);
  }

  /** The value if it is listed. */
  String bounded(String value) {
    return values.contains(value) ? value : OTHER;
  }
}
