package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Verdict;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.plan.Probed;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpinionsTest {
  private static final KnownPolicy POLICY = policy();
  private static final PodSignal READY = pod("{name: web-a, owner: web, node: n, readyFor: 20m}");
  private static final PodSignal UNREADY =
      pod("{name: web-a, owner: web, node: n, ready: \"False\"}");

  private final Map<String, ProbeRun> runs = new HashMap<>();
  private final Map<String, ProbeHealth> healths = new HashMap<>();
  private final List<KnownPolicy> changed = new ArrayList<>();
  private Fleet fleet = fleet(health(node("{name: n}"), new Verdict.Healthy(NOON)));
  private final Opinions opinions =
      new Opinions(() -> fleet, runs::get, healths::get, changed::add);

  @ParameterizedTest(name = "{0} {1} times, {2} {3} times: {4}")
  @CsvSource({
    "ANSWERED, 1, true, 40, ''",
    "ANSWERED, 1, false, 3, HTTP 503",
    "ANSWERED, 1, false, 2, ''",
    "SILENT, 3, true, 40, no answer any more",
    "REFUSED, 3, true, 40, no answer any more",
    "SILENT, 2, true, 40, ''",
  })
  void ofAReadyPodTheProbeMustSayOtherwiseAsOftenAsItsThreshold(
      ProbeAnswer answer, int times, boolean healthy, int in, String brings) {
    probed(answer, times, healthy, in);

    look(READY, true);

    if (brings.isEmpty()) assertThat(said()).isEmpty();
    else {
      assertThat(said())
          .containsExactly("web-a: its kubelet says that it is ready, the probe brings " + brings);
    }
  }

  @ParameterizedTest(name = "well {0} times: {1}")
  @CsvSource({"29, false", "30, true"})
  void aPodThatIsNotReadyMustBeFoundWellForLong(int times, boolean disagrees) {
    probed(ProbeAnswer.ANSWERED, 1, true, times);

    look(UNREADY, true);

    assertThat(said().isEmpty()).isEqualTo(!disagrees);
  }

  @Test
  void onANodeThatIsNotHealthySilenceIsNoOpinion() {
    fleet = fleet(health(node("{name: n}"), new Verdict.Unreachable(NOON, "", List.of("o"))));
    probed(ProbeAnswer.SILENT, 9, true, 1);

    look(READY, true);

    assertThat(said()).isEmpty();
  }

  @Test
  void aPodThatNeverAnsweredMayBeBehindARuleOfTheNetwork() {
    runs.put(READY.uid(), run(ProbeRun.first(ProbeAnswer.SILENT, NOON), 3));

    look(READY, true);

    assertThat(said()).singleElement().asString().contains("is Holdfast let through");
  }

  @Test
  void whoIsNotAskedIsNamed() {
    look(READY, false);

    assertThat(opinions.of("u-web")).isEqualTo(new Probed(List.of(), List.of("web-a")));
  }

  @Test
  void aPolicyIsToldOfNewsOnce() {
    probed(ProbeAnswer.ANSWERED, 1, true, 40);
    look(READY, true);
    assertThat(changed).isEmpty();

    probed(ProbeAnswer.SILENT, 3, true, 40);
    look(READY, true);
    look(READY, true);
    assertThat(changed).containsExactly(POLICY);

    probed(ProbeAnswer.ANSWERED, 1, true, 41);
    look(READY, true);
    assertThat(changed).containsExactly(POLICY, POLICY);
  }

  private void look(PodSignal pod, boolean asked) {
    opinions.look(Map.of(POLICY, List.of(pod)), asked ? Set.of(pod.uid()) : Set.of());
  }

  private List<String> said() {
    return opinions.of("u-web").disagreeing();
  }

  private void probed(ProbeAnswer answer, int times, boolean healthy, int in) {
    var answered = ProbeRun.first(ProbeAnswer.ANSWERED, NOON);
    runs.put(
        READY.uid(),
        answer == ProbeAnswer.ANSWERED ? answered : run(answered.next(answer, NOON), times));
    var health = ProbeHealth.first(healthy, NOON, healthy ? "HTTP 200" : "HTTP 503");
    for (int i = 1; i < in; i++) health = health.next(healthy, NOON, health.saying());
    healths.put(READY.uid(), health);
  }

  private static ProbeRun run(ProbeRun first, int times) {
    var run = first;
    for (int i = 1; i < times; i++) run = run.next(run.answer(), NOON);
    return run;
  }

  private static KnownPolicy policy() {
    var spec =
        Serialization.unmarshal(
            """
            selector: {matchLabels: {app: web}}
            detection: {probe: {httpGet: {port: 80}}}
            """,
            PolicySpec.class);
    return new KnownPolicy(
        new PolicyKey("shop", "web", "u-web", NOON, 1), spec, spec.selector().toSelector(), null);
  }
}
