package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever has no binaries sees the same story. */
@Timeout(60)
class EmbeddedDemoTest {
  @Test
  void theWholeStoryIsToldWithoutBinaries() throws Exception {
    var told = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(told, true, StandardCharsets.UTF_8));

    Demo.play(EmbeddedCluster.start(screen), Sample.WEB_IN_A_HURRY, screen);

    assertThat(told.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "web    6/6     True        100%",
            "loses its power",
            "is not Ready any more",
            "is Lost",
            "is tainted",
            "is deleted",
            "All 6 replicas are ready",
            "web    6/6     True        ",
            "NodeLost",
            "state    Recovered");
  }
}
