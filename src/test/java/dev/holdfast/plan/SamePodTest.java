package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamePodTest {

  @ParameterizedTest(name = "{0}: same {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: p, node: n, owner: web} | true",
        "{name: p, node: n, owner: web, ready: false} | true",
        "{name: p, node: n, owner: api} | false",
        "{name: p, node: n, owner: db} | false",
        "{name: p, node: n} | false",
        "{name: p, node: n, owner: web, claims: [data]} | false",
        "{name: p, node: n, owner: web, soloUse: [hostPath]} | false",
        "{name: p, node: n, owner: web, uid: other} | false",
      })
  void aPodIsTheSameWhileItsControllerAndItsClassAre(String live, boolean same) {
    assertThat(SamePod.refuse(view(), pod(live)).isEmpty()).isEqualTo(same);
  }

  private static PolicyView view() {
    var planned = pod("{name: p, node: n, owner: web}");
    return SampleView.of(planned)
        .owners(Map.of("uid-web", set(planned), "uid-api", set(pod("{name: q, owner: api}"))))
        .fleet(fleet(health(node("{name: n}"), new Verdict.Healthy(NOON))))
        .view();
  }

  private static OwnerSignal set(PodSignal pod) {
    var ref = Objects.requireNonNull(pod.owner());
    return new OwnerSignal("shop", ref, null, 1, false, null, false);
  }
}
