package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.OurResources;
import dev.holdfast.kit.Scene;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process either starts or says in a line what keeps it from it. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class StartIT {
  private static final int USAGE = 2;

  /**
   * A busy machine may need a minute to start a JVM; what is measured is that it ends by itself.
   */
  private static final Duration SOON = Duration.ofMinutes(2);

  @ParameterizedTest
  @CsvSource({
    "HOLDFAST_HTTP_PORT, 99999",
    "HOLDFAST_LEASE_DURATION, soon",
    "HOLDFAST_NAMESPACES, misspelt"
  })
  void aBadSettingStopsItAndNamesItself(String variable, String value, Scene scene)
      throws Exception {
    try (var operator =
        OperatorProcess.launch(scene.plane(), settings(scene).with(variable, value))) {
      assertThat(operator.awaitEnd(SOON).code()).isEqualTo(USAGE);
      assertThat(operator.log()).startsWith("holdfast: " + variable + " ").hasLineCount(1);
    }
  }

  @Test
  void helpListsEverySetting(Scene scene) throws Exception {
    var settings = settings(scene).running("-jar", "target/holdfast.jar", "--help");
    try (var help = OperatorProcess.launch(scene.plane(), settings)) {
      assertThat(help.awaitEnd(SOON).code()).isZero();
      assertThat(help.log())
          .contains(
              "HOLDFAST_NAMESPACE",
              "HOLDFAST_HTTP_PORT",
              "HOLDFAST_HTTP_HOST",
              "HOLDFAST_IDENTITY",
              "HOLDFAST_LEASE_DURATION",
              "HOLDFAST_MOVES_PER_MINUTE",
              "default holdfast-system",
              "default 4s");
    }
  }

  @Test
  void aPortThatIsTakenStopsIt(Scene scene) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var operator =
            OperatorProcess.launch(
                scene.plane(),
                settings(scene)
                    .with("HOLDFAST_HTTP_PORT", Integer.toString(taken.getLocalPort())))) {
      assertThat(operator.awaitEnd(SOON).code()).isEqualTo(USAGE);
      assertThat(operator.log()).contains("HOLDFAST_HTTP_PORT " + taken.getLocalPort());
    }
  }

  /** To end and to be started again, ever more seldom, would only make it come later. */
  @Test
  void withoutAnApiServerItSaysWhereItLooksAndIsReadyWhenThatAnswers(Scene scene) throws Exception {
    OurResources.install(scene.client());
    try (var wire = new Wire(scene.client().getMasterUrl().getPort())) {
      wire.cut();
      var settings =
          OperatorSettings.against(wire.kubeconfig(scene.plane()))
              .with("HOLDFAST_NAMESPACE", scene.namespace());
      try (var operator = OperatorProcess.launch(scene.plane(), settings)) {
        scene
            .eventually()
            .within(Duration.ofMinutes(2)) // as long as any process of the kit may take to start
            .until("it says so", () -> operator.log().contains("Not ready, and still trying"));
        assertThat(operator.log())
            .contains("not listed yet from https://127.0.0.1:" + wire.port())
            .doesNotContain(" ERROR ");
        assertThatThrownBy(() -> operator.get("/readyz")).hasMessageContaining("still starting");
        assertThat(operator.get("/livez")).endsWith("ok\n");

        wire.heal();
        operator.awaitReady();
      }
    }
  }

  @Test
  void toldToStopWhileItStartsItGoesAndLeavesNoLeaseBehind(Scene scene) throws Exception {
    var listing = new CountDownLatch(1);
    try (var relay = ApiRelay.to(scene.plane())) {
      relay.follow(
          call -> {
            if (!call.path().endsWith("/pods")) return Fate.pass();
            listing.countDown();
            return new Fate.Delay(Duration.ofMinutes(1));
          });
      var settings =
          OperatorSettings.against(relay.kubeconfig())
              .with("HOLDFAST_NAMESPACE", scene.namespace());
      try (var operator = OperatorProcess.launch(scene.plane(), settings)) {
        assertThat(listing.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        var lease =
            scene.client().leases().inNamespace(scene.namespace()).withName("holdfast-leader");
        scene
            .eventually()
            .until("it leads", () -> !lease.get().getSpec().getHolderIdentity().isEmpty());

        var exit = operator.terminate();
        assertThat(exit.code()).isEqualTo(128 + 15);
        assertThat(exit.took()).isLessThan(Duration.ofSeconds(10));
        var holder = lease.get().getSpec().getHolderIdentity();
        if (!operator.log().contains("could not be given back")) { // on a machine that is too busy
          assertThat(holder).as(operator.log()).isNullOrEmpty();
        }
      }
    }
  }

  private static OperatorSettings settings(Scene scene) {
    return OperatorSettings.against(scene.plane().kubeconfig());
  }
}
