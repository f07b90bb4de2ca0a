package dev.holdfast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.Hold;
import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {

  @ParameterizedTest(name = "in {0}, mode {1}, naming a label: {2}, protected ones allowed: {3}")
  @CsvSource({
    "shop, Enforce, true, false, true, ''",
    "shop, Observe, true, false, false, ''",
    "shop, Suspended, true, false, false, ''",
    "shop, Enforce, false, false, false, EmptySelector",
    "shop, Enforce, false, true, false, EmptySelector",
    "kube-system, Enforce, true, false, false, ProtectedNamespace",
    "kube-system, Enforce, true, true, true, ''",
    "holdfast-system, Enforce, true, false, false, ProtectedNamespace",
    "holdfast-system, Enforce, true, true, true, ''",
  })
  void onlyAnEnforcingPolicyThatNamesSomethingWhereItMayIsInForce(
      String namespace,
      PolicySpec.Mode mode,
      boolean names,
      boolean allowed,
      boolean inForce,
      String refusal) {
    var query = new LabelQuery(names ? Map.of("app", "web") : Map.of(), null);
    var key = new PolicyKey(namespace, "web", "u", Instant.EPOCH, 1);
    var spec = new PolicySpec(mode, query, null, null, null, null);
    var policy = new KnownPolicy(key, spec, query.toSelector(), null);
    var acceptance = new Acceptance("holdfast-system", allowed);
    assertThat(acceptance.refuse(policy).map(Hold::reason).orElse("")).isEqualTo(refusal);
    assertThat(acceptance.lets(policy)).isEqualTo(inForce);
  }
}
