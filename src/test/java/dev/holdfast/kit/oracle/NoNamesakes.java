package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.util.stream.Stream;

/** A removal names the uid of what it means, also when it comes too late to do anything. */
final class NoNamesakes implements Rule {
  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.removesPod()) return Stream.empty();
    var uid = Removal.options(change).path("preconditions").path("uid").asText("");
    var how = change.is("delete", "pods") ? "deletes" : "evicts";
    return Rule.unless(!uid.isEmpty(), how + " without a uid");
  }
}
