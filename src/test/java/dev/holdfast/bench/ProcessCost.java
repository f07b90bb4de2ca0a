package dev.holdfast.bench;

import dev.holdfast.kit.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process of the operator has cost so far, as Linux counts it. */
final class ProcessCost {
  private static final long KIB_PER_MIB = 1 << 10;

  /** Linux counts CPU time in hundredths of a second, on all machines that run Kubernetes. */
  private static final double TICKS = 100;

  private ProcessCost() {}

  /** Seconds of CPU, of user and system together. */
  static double cpu(OperatorProcess operator) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + operator.pid() + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Resident now, in MiB. */
  static long resident(OperatorProcess operator) throws IOException {
    return memory(operator, "VmRSS:");
  }

  /** The most that was ever resident, in MiB. */
  static long peak(OperatorProcess operator) throws IOException {
    return memory(operator, "VmHWM:");
  }

  private static long memory(OperatorProcess operator, String what) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + operator.pid() + "/status")).stream()
            .filter(line -> line.startsWith(what))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow()
        / KIB_PER_MIB;
  }
}
