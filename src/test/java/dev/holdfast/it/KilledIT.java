package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator recorded and could not finish, its successor finishes, and does not repeat. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class KilledIT {
  private static final int TOGETHER = 6;

  /** When the operator is killed. */
  enum Moment {
    BETWEEN_INTENT_AND_ACT {
      @Override
      Fate of(Runnable kill) {
        return new Fate.Before(kill);
      }
    },
    BETWEEN_ACT_AND_STATUS {
      @Override
      Fate of(Runnable kill) {
        return new Fate.After(kill);
      }
    };

    abstract Fate of(Runnable kill);
  }

  @ParameterizedTest
  @EnumSource
  void aKilledOperatorsSuccessorFinishesWhatItBeganAndDoesNothingTwice(Moment moment, Scene scene)
      throws Exception {
    var replicas = Replicas.on(scene.plane());
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", TOGETHER));
    policies.protect("web", List.of("web"));
    var lost = pool.host(scene.pods("web").getFirst().getSpec().getNodeName());
    var there = scene.namesOn(lost, "web");
    assertThat(there).hasSizeGreaterThan(1);

    try (var relay = ApiRelay.to(scene.plane());
        var first = replicas.launch("first", relay.kubeconfig(replicas.token()))) {
      first.awaitReady();
      relay.follow(killing(first, moment));
      lost.crash();
      scene.afterALoss().until("it is killed", () -> !first.isAlive());
    }
    assertThat(policies.status("web").intents()).isNotEmpty();

    try (var second = replicas.launch("second")) {
      second.awaitReady();
      scene
          .afterALoss()
          .untilAsserted(
              "all is as if nobody had been killed",
              () -> {
                var status = policies.status("web");
                assertThat(status.incidents()).hasSize(there.size());
                assertThat(status.incidents())
                    .extracting(IncidentStatus::state)
                    .containsOnly("Recovered");
                assertThat(status.intents()).isEmpty();
                assertThat(status.pods().ready()).isEqualTo(TOGETHER);
              });
    }
    assertThat(policies.status("web").incidents())
        .allSatisfy(
            incident -> {
              assertThat(incident.phases()).hasNoNullFieldsOrProperties();
              assertThat(incident.acts()).isEqualTo(1);
            });
    assertThat(scene.trail().removed()).containsExactlyInAnyOrderElementsOf(there);
  }

  private static RelayRules killing(OperatorProcess operator, Moment moment) {
    var done = new AtomicBoolean();
    return call ->
        call.isDeletionOfAPod() && done.compareAndSet(false, true)
            ? moment.of(operator::kill)
            : Fate.pass();
  }
}
