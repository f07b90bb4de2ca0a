package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.Scene;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Control planes of their own come, are maltreated, and go without a trace. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitControlPlaneIT {

  @Test
  void nothingIsLeftBehindWhenItIsClosed() throws Exception {
    Path folder;
    try (var plane = start("short-lived");
        var pool = HostPool.start(plane, "pool", "a", "b")) {
      folder = plane.folder();
      pool.host(0).crash();
      assertThat(processesNaming(folder)).isNotEmpty();
    }
    assertThat(folder).doesNotExist();
    assertThat(processesNaming(folder)).isEmpty();
  }

  @Test
  void whatAKilledRunLeftIsSweptByTheNextOne() throws Exception {
    var abandoned = new ProcessBuilder(java(AbandonedRun.class)).start();
    var folder = Path.of(firstLineOf(abandoned));
    assertThat(processesNaming(folder)).isNotEmpty();
    abandoned.destroyForcibly().waitFor(); // from now on any other class may sweep it as well

    try (var next = start("next")) {
      assertThat(next.folder()).exists();
      assertThat(folder).doesNotExist();
      assertThat(processesNaming(folder)).isEmpty();
    }
  }

  @Test
  void anInterruptedRunCleansUp() throws Exception {
    var interrupted = new ProcessBuilder(java(AbandonedRun.class)).start();
    var folder = Path.of(firstLineOf(interrupted));
    interrupted.destroy(); // SIGTERM, which runs the same hooks as Ctrl-C
    interrupted.waitFor();
    assertThat(folder).doesNotExist();
    assertThat(processesNaming(folder)).isEmpty();
  }

  @Test
  void hostsOutliveAnApiServerThatIsFrozenOrKilled() throws Exception {
    try (var plane = start("shaken");
        var pool = HostPool.start(plane, "pool", "a")) {
      var lease = plane.client().leases().inNamespace("kube-node-lease").withName("pool-0");

      plane.apiServer().freeze();
      plane.apiServer().thaw();
      plane.restartApiServer();

      var seen = lease.get().getSpec().getRenewTime();
      Awaitility.await("the lease is renewed again")
          .atMost(Duration.ofSeconds(20))
          .until(() -> lease.get().getSpec().getRenewTime().isAfter(seen));
      assertThat(ProcessHandle.of(plane.controllerManager().pid())).isPresent();
      assertThat(ProcessHandle.of(plane.scheduler().pid())).isPresent();
      assertThat(pool.host(0).running()).isEmpty();
    }
  }

  @Test
  void everyChangeIsInTheAuditLogWithItsBody(Scene scene) throws Exception {
    scene.create(scene.workloads().budget("audited", "51%"));
    scene
        .eventually()
        .until(
            "the change is in the log",
            () -> {
              try (var lines = Files.lines(scene.plane().auditLog())) {
                return lines.anyMatch(
                    line ->
                        line.contains("\"minAvailable\":\"51%\"")
                            && line.contains("\"userAgent\":\"holdfast-kit\""));
              }
            });
  }

  @Test
  void nothingListensBeyondLoopback(Scene scene) throws Exception {
    scene.hosts("a");
    var pids = processesNaming(scene.plane().folder()).stream().map(ProcessHandle::pid).toList();
    assertThat(pids).hasSizeGreaterThan(4);
    assertThat(Sockets.listeningOf(pids))
        .isNotEmpty()
        .allSatisfy(address -> assertThat(address).startsWith("127."));
  }

  private static ControlPlane start(String name) throws Exception {
    var options = ControlPlaneOptions.named(name).with(NodeTimings.SHORT).with(AuditLevel.METADATA);
    return ControlPlane.start(KubeBinaries.find().orElseThrow(), options, progress -> {});
  }

  /** Starts a plane and a host, says where, and waits to be ended. */
  static final class AbandonedRun {
    private AbandonedRun() {}

    public static void main(String[] arguments) throws Exception {
      var plane = start("abandoned");
      var pool = HostPool.start(plane, "pool", "a");
      System.out.println(plane.folder());
      Thread.sleep(Duration.ofMinutes(10));
      pool.close();
    }
  }

  private static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private static String firstLineOf(Process process) throws IOException {
    var output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    return new BufferedReader(output).readLine();
  }

  private static List<ProcessHandle> processesNaming(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(folder + "/"))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  /** What the kernel knows of sockets. */
  private static final class Sockets {
    private static final String LISTENING = "0A";

    /** An IPv4 address in a socket of both kinds, as those of a JVM are. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private Sockets() {}

    /** Local addresses, dotted; IPv6 ones as "v6:" and the kernel's hex. */
    static List<String> listeningOf(List<Long> pids) throws IOException {
      var inodes = pids.stream().flatMap(Sockets::inodesOf).toList();
      return Stream.concat(listening("tcp", inodes), listening("tcp6", inodes)).toList();
    }

    private static Stream<String> listening(String table, List<String> inodes) throws IOException {
      return Files.readAllLines(Path.of("/proc/net/" + table)).stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(columns -> columns[3].equals(LISTENING) && inodes.contains(columns[9]))
          .map(columns -> dotted(columns[1].substring(0, columns[1].indexOf(':'))));
    }

    private static Stream<String> inodesOf(long pid) {
      try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
        return descriptors
            .map(Sockets::target)
            .filter(t -> t.startsWith("socket:["))
            .toList()
            .stream()
            .map(target -> target.substring("socket:[".length(), target.length() - 1));
      } catch (IOException gone) {
        return Stream.of();
      }
    }

    private static String target(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString();
      } catch (IOException closed) {
        return "";
      }
    }

    /** The kernel prints IPv4 addresses as a little-endian number. */
    private static String dotted(String hex) {
      if (hex.startsWith(MAPPED)) return dotted(hex.substring(MAPPED.length()));
      if (hex.length() != 8) return "v6:" + hex;
      var number = Long.parseLong(hex, 16);
      return "%d.%d.%d.%d"
          .formatted(number & 255, number >> 8 & 255, number >> 16 & 255, number >> 24);
    }
  }
}
