package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorAccount;
import java.util.Set;
import java.util.stream.Stream;

/** The operator changes what it needs to change, and nothing else, allowed to it or not. */
final class Rights implements Rule {
  private static final Set<String> NEEDED =
      Set.of(
          "delete pods",
          "create pods/eviction",
          "patch pods/status",
          "patch nodes",
          "create events",
          "patch events",
          "update highavailabilitypolicies/status",
          "patch highavailabilitypolicies/status",
          "update nodehealthpolicies/status",
          "patch nodehealthpolicies/status");

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    var what = change.verb() + " " + change.resource();
    boolean ownLease =
        change.resource().equals("leases") && change.namespace().equals(OperatorAccount.NAMESPACE);
    return Rule.unless(NEEDED.contains(what) || ownLease, "is outside of what it may change");
  }
}
