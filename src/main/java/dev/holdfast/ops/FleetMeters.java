package dev.holdfast.ops;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.health.Fleet;
import java.util.Map;
import java.util.stream.Stream;

/** Nodes by verdict, and the guards that hold. */
final class FleetMeters {
  private volatile Map<String, Long> verdicts = Map.of();
  private volatile Map<String, Long> guards = Map.of();

  FleetMeters(Registration registration) {
    Registration.values(Metric.NODES)
        .forEach(
            verdict ->
                registration.gauge(
                    Metric.NODES, () -> verdicts.getOrDefault(verdict, 0L), verdict));
    Stream.concat(Registration.values(Metric.GUARDS), Stream.of(Label.OTHER))
        .forEach(
            guard ->
                registration.gauge(Metric.GUARDS, () -> guards.getOrDefault(guard, 0L), guard));
  }

  void judged(Fleet fleet) {
    verdicts = count(fleet.nodes().values().stream().map(node -> node.verdict().name()));
    guards = count(fleet.guards().stream().map(guard -> Label.GUARD.bounded(guard.name())));
  }

  private static Map<String, Long> count(Stream<String> names) {
    return names.collect(groupingBy(name -> name, counting()));
  }
}
