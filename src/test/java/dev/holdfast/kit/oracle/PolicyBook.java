package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All policies, by the answered changes; a deleted one records nothing any more. */
final class PolicyBook {
  private final Map<String, PolicyFacts> policies = new HashMap<>();

  void take(AuditEvent change) {
    if (!change.succeeded()) return;
    var key = change.namespace() + "/" + change.name();
    if (change.verb().equals("delete")) policies.remove(key);
    else if (change.response().has("spec")) see(key, change);
  }

  private void see(String key, AuditEvent change) {
    var known = policies.get(key);
    if (known == null) policies.put(key, new PolicyFacts(change.response(), change.answered()));
    else known.become(change.response(), change.answered());
  }

  Optional<PolicyFacts.Intent> intentOn(String podUid, List<String> actions, Instant before) {
    if (podUid.isEmpty()) return Optional.empty();
    return policies.values().stream()
        .map(policy -> policy.intentOn(podUid, actions, before).orElse(null))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The policy whose status the change writes, as it was before. */
  Optional<PolicyFacts> ofStatus(AuditEvent change) {
    boolean writes = change.resource().equals("highavailabilitypolicies/status");
    return writes
        ? Optional.ofNullable(policies.get(change.namespace() + "/" + change.name()))
        : Optional.empty();
  }

  Stream<PolicyFacts> all() {
    return policies.values().stream();
  }
}
