package dev.holdfast.demo;

import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.Screen;

/** {@code make demo}: ends with 0 when the workload was moved as told, else with 1. */
public final class Demo {
  private static final int FAILED = 1;

  /** Enough of a log to see what went wrong. */
  private static final int LOG_LINES = 15;

  private static volatile boolean ending;

  private Demo() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
    tell(new Screen(System.out));
    System.exit(0);
  }

  private static void tell(Screen screen) {
    try {
      run(screen);
      screen.print("\nDone; removing the cluster.");
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE DEMO FAILED: " + e.getMessage());
        System.exit(FAILED);
      }
    }
  }

  private static void run(Screen screen) throws Exception {
    var binaries = KubeBinaries.find();
    try (var cluster = RealCluster.start(binaries.orElseThrow(), NodeTimings.STOCK, screen)) {
      try {
        new Story(cluster, screen, Sample.WEB).tell();
      } catch (Exception | AssertionError e) {
        if (!ending) {
          screen.print("\nThe end of Holdfast's log:\n" + tail(cluster.log()));
        }
        throw e;
      }
    }
  }

  private static String tail(String log) {
    var lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
