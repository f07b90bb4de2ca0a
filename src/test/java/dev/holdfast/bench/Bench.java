package dev.holdfast.bench;

import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.util.Arrays;
import java.util.OptionalInt;

/** {@code make bench}: measures, prints every value, and writes docs/benchmarks.md. */
public final class Bench {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final int CRASHES = 5;
  private static final int LOST = 30;
  private static final int ROUNDS = 2;

  private static volatile boolean ending;

  private Bench() {}

  /**
   * Ends with 0 when all was measured.
   *
   * @param arguments how many hosts crash, instead of 5 or 30; for trying the benchmark itself
   */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
    var screen = new Screen(System.out);
    try {
      System.exit(run(screen, Arrays.stream(arguments).mapToInt(Integer::parseInt).findFirst()));
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE BENCHMARK FAILED, its section is as it was: " + e.getMessage());
        System.exit(FAILED);
      }
    }
  }

  private static int run(Screen screen, OptionalInt crashes) throws Exception {
    var part = Variables.here().text("BENCH");
    switch (part) {
      case "" -> {
        memory(screen);
        ledger(screen);
        zone(screen);
        probes(screen);
        jvm(screen, ROUNDS);
        policies(screen);
        edges(screen);
        receivers(screen);
        recovery(screen, crashes.orElse(CRASHES));
        lost(screen, crashes.orElse(LOST));
      }
      case "memory" -> memory(screen);
      case "ledger" -> ledger(screen);
      case "zone" -> zone(screen);
      case "probes" -> probes(screen);
      case "jvm" -> jvm(screen, ROUNDS);
      case "policies" -> policies(screen);
      case "edges" -> edges(screen);
      case "receivers" -> receivers(screen);
      case "recovery" -> recovery(screen, crashes.orElse(CRASHES));
      case "lost" -> lost(screen, crashes.orElse(LOST));
      default -> {
        screen.print(
            "BENCH is '%s': recovery, memory, ledger, zone, probes, jvm, policies, edges, receivers, lost, or not set for all"
                .formatted(part));
        return BAD_USAGE;
      }
    }
    return 0;
  }

  private static void recovery(Screen screen, int crashes) throws Exception {
    var machine = Machine.here();
    var report = new RecoveryReport(Recovery.measure(binaries(), crashes, screen), machine);
    publish(screen, RecoveryReport.TITLE, report.section());
  }

  private static void lost(Screen screen, int crashes) throws Exception {
    var machine = Machine.here();
    var report = new LostReport(Lost.measure(binaries(), new LostPlan(crashes), screen), machine);
    publish(screen, LostReport.TITLE, report.section());
  }

  private static void jvm(Screen screen, int rounds) throws Exception {
    publish(screen, JvmFlags.TITLE, new JvmFlags(screen).measure(binaries(), rounds));
  }

  private static void policies(Screen screen) throws Exception {
    publish(screen, ManyPolicies.TITLE, new ManyPolicies(screen).measure(binaries()));
  }

  private static void edges(Screen screen) throws Exception {
    publish(screen, EdgeToStatus.TITLE, new EdgeToStatus(screen).measure(binaries()));
  }

  private static void receivers(Screen screen) throws Exception {
    var receivers = new RecoveryBesideReceivers(screen);
    publish(screen, RecoveryBesideReceivers.TITLE, receivers.measure(binaries()));
  }

  private static KubeBinaries binaries() {
    return KubeBinaries.find()
        .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
  }

  private static void memory(Screen screen) throws Exception {
    screen.say("Measuring heap per watched pod and node");
    publish(screen, MemoryReport.TITLE, MemoryReport.measure());
  }

  private static void ledger(Screen screen) throws Exception {
    screen.say("Measuring the account of a month with 10,000 edges");
    publish(screen, LedgerReport.TITLE, LedgerReport.measure());
  }

  private static void zone(Screen screen) throws Exception {
    screen.say("Measuring what it takes to plan the loss of a zone");
    publish(screen, ZoneReport.TITLE, ZoneReport.measure());
  }

  private static void probes(Screen screen) throws Exception {
    publish(screen, ProbesReport.TITLE, new ProbesReport(screen).measure());
  }

  private static void publish(Screen screen, String title, String section) throws Exception {
    screen.print("\n" + section + "\n");
    Document.put(title, section);
    screen.say("docs/benchmarks.md has it: " + title);
  }
}
