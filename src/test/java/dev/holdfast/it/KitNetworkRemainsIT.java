package dev.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Place;
import dev.holdfast.kit.net.Network;
import dev.holdfast.kit.net.OnNetwork;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network leaves nothing behind, whether it is closed or its process is killed. */
@Tag("integration")
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
      assertThat(station.processes()).containsExactly(process.toHandle());
      assertThat(namespaces()).hasSizeGreaterThan(namespaces.size());
      assertThat(links()).hasSizeGreaterThan(links.size());
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(namespaces()).isEqualTo(namespaces);
    assertThat(links()).isEqualTo(links);
  }

  @Test
  void theNextNetworkRemovesWhatAKilledProcessLeft() throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var left = "hf-%d-1-1-host".formatted(dead.pid());
    run("ip", "netns", "add", left);
    var process = start(new Place(List.of("ip", "netns", "exec", left), ""));
    Awaitility.await().until(() -> !run("ip", "netns", "pids", left).isEmpty());

    Network.create().close();

    assertThat(process.isAlive()).isFalse();
    assertThat(run("ip", "netns", "list")).doesNotContain(left);
  }

  private static Process start(Place place) throws IOException, InterruptedException {
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
