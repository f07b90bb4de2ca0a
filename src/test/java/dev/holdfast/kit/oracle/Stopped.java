package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/** Under the emergency stop nothing is done to pods and nodes, from a second on. */
final class Stopped implements Rule {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    boolean act = change.resource().startsWith("pods") || change.resource().startsWith("nodes");
    if (!act || !change.succeeded()) return Stream.empty();
    return facts.stop().stream()
        .filter(stop -> stop.wasFor(WITHIN, change.received(), pulled -> pulled))
        .map(stop -> "acts under the emergency stop");
  }
}
