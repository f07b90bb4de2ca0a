package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NeedsTools;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wall clock of one replica is wrong, or is set while it runs; the monotonic one goes on. */
@Tag("integration")
@Tag("long")
@ExtendWith(KubeExtension.class)
@NeedsTools(Tool.FAKETIME)
class WallClockIT {
  @Test
  void anHourForwardAndBackChangesNeitherWhoLeadsNorWhatIsDone() throws Exception {
    try (var stage = Stage.open("clock");
        var scene = stage.scene()) {
      var offset = stage.plane().folder().resolve("offset");
      set(offset, "+0");
      var replicas = stage.replicas();
      var shop = Shop.open(scene);
      try (var red = replicas.launch("red", settings -> withClock(settings, offset))) {
        red.awaitReady();
        replicas.untilLed("red");
        try (var blue = replicas.launch("blue")) {
          blue.awaitReady();
          shop.awaitAllReady();

          set(offset, "+3600");
          scene
              .eventually()
              .until(
                  "it is seen",
                  () -> told(red, "ahead of ours by 36") || told(red, "ahead of ours by 359"));
          set(offset, "-3600");
          scene.eventually().until("that too", () -> told(red, "ahead of ours by -3"));
          scene
              .eventually()
              .stays(
                  "nobody is moved, and red leads",
                  Shop.LONGER_THAN_LOST,
                  () -> shop.nothingWasDone() && replicas.leader().orElse("").equals("red"));
          assertThat(blue.log()).doesNotContain("blue leads");

          var lost = shop.pool().host(0);
          var there = shop.podsOn(lost);
          var crashed = Instant.now();
          lost.crash();
          scene.eventually().until("it is seen", () -> !shop.nothingWasDone());
          shop.awaitAllReady();
          shop.assertRecoveredOnce(there);
          assertThat(scene.policies().incidents(Shop.APP, Shop.APP))
              .allSatisfy(incident -> assertIsOfNow(incident, crashed));
          assertThat(scene.client().v1().events().inNamespace("default").list().getItems())
              .anyMatch(event -> "EvidenceInterrupted".equals(event.getReason()));
          assertThat(red.log() + blue.log()).doesNotContain(" ERROR ");
        }
      }
    }
  }

  /** Its clock was right when it started, and time is carried on from there. */
  private static void assertIsOfNow(IncidentStatus incident, Instant crashed) {
    var acted = Instant.parse(incident.times().acted());
    assertThat(Duration.between(crashed, acted).abs()).isLessThan(Duration.ofMinutes(2));
  }

  /** A replica whose clock is an hour ahead from its start sees ages as they are all the same. */
  @Test
  void aClockThatIsWrongFromTheStartMakesNothingOlder() throws Exception {
    try (var stage = Stage.open("wrong");
        var scene = stage.scene()) {
      var offset = stage.plane().folder().resolve("offset");
      set(offset, "+3600");
      var replicas = stage.replicas();
      var shop = Shop.open(scene);
      try (var red = replicas.launch("red", settings -> withClock(settings, offset))) {
        red.awaitReady();
        replicas.untilLed("red");
        shop.awaitAllReady();
        scene.eventually().stays("nobody is moved", Shop.LONGER_THAN_LOST, shop::nothingWasDone);
        var pod = scene.pods(Shop.APP).getFirst();
        scene.podState().notReady(pod);
        scene
            .eventually()
            .stays("a short dip is short", Duration.ofSeconds(5), shop::nothingWasDone);
        scene.podState().ready(pod);
        assertThat(red.log()).doesNotContain(" ERROR ");
      }
    }
  }

  private static boolean told(OperatorProcess operator, String words) {
    return operator.log().contains(words);
  }

  private static OperatorSettings withClock(OperatorSettings settings, Path offset) {
    return settings
        .with("LD_PRELOAD", Tool.FAKETIME.find().orElseThrow().toString())
        .with("FAKETIME_TIMESTAMP_FILE", offset.toString())
        .with("FAKETIME_CACHE_DURATION", "1")
        .with("FAKETIME_FORCE_MONOTONIC_FIX", "0") // with it, the JVM's waits end at once
        .with("DONT_FAKE_MONOTONIC", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
  }

  /** At once, so that nobody reads half of it. */
  private static void set(Path offset, String seconds) throws IOException {
    var next = Files.writeString(offset.resolveSibling("offset.next"), seconds + "\n");
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
  }
}
