package dev.holdfast.status;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.holdfast.api.NodePolicyStatus.Warned;
import dev.holdfast.health.FaultOrigin;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.signal.NodeWarning;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What nodes are doubted for, by words of others that nobody can vouch for. */
final class WarningComposer {
  /** As many as of nodes that are unwell. */
  static final int LISTED = NodeStatusComposer.LISTED;

  /** A count is told by the step that it has reached, so that no status is written for each. */
  private static final int[] STEPS = {1000, 300, 100, 30, 10, 3};

  private WarningComposer() {}

  static List<Warned> warnings(List<NodeHealth> selected, List<NodeWarning> warnings) {
    if (warnings.isEmpty()) return List.of();
    var names = selected.stream().map(node -> node.node().name()).collect(Collectors.toSet());
    return warnings.stream()
        .filter(warning -> names.contains(warning.node()))
        .collect(
            groupingBy(
                NodeWarning::node,
                TreeMap::new,
                Collectors.mapping(WarningComposer::cause, joining("; "))))
        .entrySet()
        .stream()
        .limit(LISTED)
        .map(node -> new Warned(node.getKey(), node.getValue()))
        .toList();
  }

  private static String cause(NodeWarning warning) {
    var often =
        IntStream.of(STEPS)
            .filter(step -> step <= warning.times())
            .mapToObj(step -> "%d times or more".formatted(step))
            .findFirst()
            .orElse("once or twice");
    var evidence =
        "%s %s in %dm".formatted(warning.reason(), often, NodeWarning.WINDOW.toMinutes());
    return FaultOrigin.of(warning.reason()).cause(evidence);
  }
}
