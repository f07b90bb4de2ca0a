package dev.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Place;
import dev.holdfast.kit.net.Network;
import dev.holdfast.kit.net.OnNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A network leaves nothing behind, whether it is closed or its process is killed. Alone, since the
 * other classes have networks of this very process.
 */
@Tag("integration")
@Isolated
@OnNetwork
class KitNetworkRemainsIT {
  private static final String OURS = "hf-%d-".formatted(ProcessHandle.current().pid());
  private static final String LINKS = "hf%d-".formatted(ProcessHandle.current().pid());

  @Test
  void aClosedNetworkLeavesNoProcessNamespaceOrLink() throws Exception {
    var namespaces = namespaces();
    var links = links();
    Process process;
    try (var network = Network.create()) {
      var station = network.attach("busy");
      process = start(station.place());
      Awaitility.await("it is in the namespace")
          .until(() -> station.processes().equals(List.of(process.toHandle())));
      assertThat(namespaces()).hasSizeGreaterThan(namespaces.size());
      assertThat(links()).hasSizeGreaterThan(links.size());
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(namespaces()).isEqualTo(namespaces);
    assertThat(links()).isEqualTo(links);
  }

  @Test
  void theNextNetworkRemovesWhatAKilledRunLeft() throws Exception {
    var abandoned = new ProcessBuilder(java(AbandonedRun.class)).start();
    var busy = busyProcessOf(abandoned);
    assertThat(run("ip", "netns", "list")).contains("hf-%d-".formatted(abandoned.pid()));
    abandoned.destroyForcibly().waitFor();

    Network.create().close();
    assertNothingIsLeftOf(abandoned, busy);
  }

  @Test
  void anInterruptedRunCleansUp() throws Exception {
    var interrupted = new ProcessBuilder(java(AbandonedRun.class)).start();
    var busy = busyProcessOf(interrupted);
    interrupted.destroy(); // SIGTERM, which runs the same hooks as Ctrl-C
    interrupted.waitFor();
    assertNothingIsLeftOf(interrupted, busy);
  }

  /** Makes a network with one process in it, says which, and waits to be ended. */
  static final class AbandonedRun {
    private AbandonedRun() {}

    public static void main(String[] arguments) throws Exception {
      var network = Network.create();
      var busy = start(network.attach("busy").place());
      System.out.println(busy.pid());
      busy.waitFor();
      network.close();
    }
  }

  private static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private static ProcessHandle busyProcessOf(Process run) throws IOException {
    var pid = new BufferedReader(new InputStreamReader(run.getInputStream(), UTF_8)).readLine();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void assertNothingIsLeftOf(Process run, ProcessHandle busy) throws Exception {
    assertThat(busy.isAlive()).isFalse();
    assertThat(run("ip", "netns", "list")).doesNotContain("hf-%d-".formatted(run.pid()));
    assertThat(run("ip", "-o", "link")).doesNotContain("hf%d-".formatted(run.pid()));
  }

  private static Process start(Place place) throws IOException {
    return new ProcessBuilder(place.command(List.of("sleep", "600"))).start();
  }

  private static List<String> namespaces() throws Exception {
    return names(run("ip", "netns", "list"), OURS);
  }

  private static List<String> links() throws Exception {
    return names(run("ip", "-o", "link"), LINKS);
  }

  private static List<String> names(String printed, String prefix) {
    return Stream.of(printed.split("[\\s@]+"))
        .filter(word -> word.startsWith(prefix))
        .sorted()
        .toList();
  }

  private static String run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
