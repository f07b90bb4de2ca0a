package dev.holdfast.bench;

import dev.holdfast.ops.SteadyClock;
import dev.holdfast.probe.ProbeEngine;
import dev.holdfast.probe.ProbeKind;
import dev.holdfast.probe.ProbeTarget;
import dev.holdfast.signal.ProbeAnswer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * A process of its own that probes the addresses of its input, up to an empty line, and does
 * nothing else. At each further line it prints what it saw and cost so far.
 */
public final class ManyProbes {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private ManyProbes() {}

  /**
   * What it prints.
   *
   * @param answering how many targets brought the wanted answer last
   * @param cpu seconds of CPU of the whole process, of user and system
   * @param retained bytes on the heap after collection and beside it, more than before it probed; 0
   *     if not asked for
   */
  record Standing(int answering, double cpu, long retained) {
    static Standing parse(String line) {
      var words = line.split(" ", -1);
      return new Standing(
          Integer.parseInt(words[0]), Double.parseDouble(words[1]), Long.parseLong(words[2]));
    }

    String line() {
      return answering + " " + cpu + " " + retained;
    }
  }

  /** Ends when its input does. */
  public static void main(String[] arguments) {
    var input = new BufferedReader(new InputStreamReader(System.in));
    try (var engine = new ProbeEngine(new SteadyClock(), id -> {})) {
      long before = used();
      engine.watch(targets(input));
      input
          .lines()
          .forEach(line -> System.out.println(standing(engine, line.split(" "), before).line()));
    }
  }

  private static List<ProbeTarget> targets(BufferedReader input) {
    return input.lines().takeWhile(line -> !line.isEmpty()).map(ManyProbes::target).toList();
  }

  private static ProbeTarget target(String address) {
    var kind = new ProbeKind.NodeKubelet();
    return new ProbeTarget(address, address, ManyKubelets.PORT, kind, SECOND, SECOND);
  }

  /** A question is an answer to count, and whether to look at memory. */
  private static Standing standing(ProbeEngine engine, String[] question, long before) {
    var wanted = ProbeAnswer.valueOf(question[0]);
    long retained = question.length > 1 ? used() - before : 0;
    return new Standing(
        (int) engine.runs().values().stream().filter(run -> run.answer() == wanted).count(),
        cpu(),
        retained);
  }

  private static double cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  private static long used() {
    for (int i = 0; i < 4; i++) System.gc();
    var runtime = Runtime.getRuntime();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return runtime.totalMemory() - runtime.freeMemory() + direct;
  }
}
