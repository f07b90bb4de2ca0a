package dev.holdfast.demo;

import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Screen;

/** {@code make demo}: ends with 0 when the workload was moved as told, else with 1. */
public final class Demo {
  private static final int FAILED = 1;

  /** Enough of a log to see what went wrong. */
  private static final int LOG_LINES = 15;

  private static volatile boolean ending;

  private Demo() {}

  public static void main(String[] arguments) {
    var binaries = KubeBinaries.find();
    configureLogging(binaries.isPresent());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
    var screen = new Screen(System.out);
    try {
      if (binaries.isPresent()) {
        play(RealCluster.start(binaries.get(), screen), Sample.WEB, screen);
      } else {
        screen.print(KubeBinaries.whatIsMissing() + ". Running embedded instead.");
        play(EmbeddedCluster.start(screen), Sample.WEB_IN_A_HURRY, screen);
      }
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE DEMO FAILED: " + e.getMessage());
        System.exit(FAILED);
      }
    }
    System.exit(0);
  }

  /** Ends the cluster, whatever happens. */
  static void play(DemoCluster cluster, Sample sample, Screen screen) throws Exception {
    try (cluster) {
      try {
        new Story(cluster, screen, sample).tell();
        screen.print("\nDone; removing the cluster.");
      } catch (Exception | AssertionError e) {
        if (!ending) {
          screen.print("\nThe end of Holdfast's log:\n" + tail(cluster.log()));
        }
        throw e;
      }
    }
  }

  /** To be done before the first logger exists; embedded, Holdfast logs from this process. */
  private static void configureLogging(boolean real) {
    var prefix = "org.slf4j.simpleLogger.";
    System.setProperty(prefix + "defaultLogLevel", real ? "error" : "info");
    if (!real) {
      System.setProperty("io.netty.noUnsafe", "true"); // else the JVM warns of it
      System.setProperty(prefix + "logFile", EmbeddedCluster.LOG.toString());
      System.setProperty(prefix + "showDateTime", "true");
    }
  }

  private static String tail(String log) {
    var lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
