package dev.holdfast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {
  private static final Map<String, Urgency> URGENCY =
      Map.of(
          "full", new Urgency(false, 1),
          "half", new Urgency(false, 0.5),
          "none", new Urgency(false, -1e6),
          "down", new Urgency(true, 1),
          "worst", new Urgency(true, -1));

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "a/full, a/full",
    "a/full a/half, a/half a/full",
    "a/half a/full, a/half a/full",
    "a/full a/none a/half, a/none a/half a/full",
    "a/none a/down, a/down a/none",
    "a/down a/worst a/none, a/worst a/down a/none",
    "a/full b/none, a/full b/none",
    "a/full b/half a/none b/worst, a/none b/worst a/full b/half",
    "b/full a/full a/down c/none, b/full a/down a/full c/none",
  })
  void theMoreUrgentComeFirstWithinTheirNamespaceAndNoNamespaceGainsByIt(
      String woken, String turns) {
    var order = Turns.byUrgency(policies(woken), policy -> urgency(policy.key().name()));
    assertThat(order).extracting(policy -> policy.key().toString()).containsExactly(names(turns));
  }

  private static Urgency urgency(String name) {
    return URGENCY.getOrDefault(name, new Urgency(false, 1));
  }

  private static List<KnownPolicy> policies(String names) {
    return Stream.of(names(names)).map(TurnsTest::policy).toList();
  }

  private static KnownPolicy policy(String name) {
    var parts = name.split("/", 2);
    var query = new LabelQuery(Map.of("app", "web"), null);
    return new KnownPolicy(
        new PolicyKey(parts[0], parts[1], name, Instant.EPOCH, 1),
        new PolicySpec(null, query, null, null, null, null),
        query.toSelector(),
        null);
  }

  private static String[] names(String names) {
    return names.split(" ", -1);
  }
}
