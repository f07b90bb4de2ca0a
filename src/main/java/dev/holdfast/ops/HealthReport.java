package dev.holdfast.ops;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a probe answers: each check's state on a line, as Kubernetes' own components write it.
 *
 * @param complaints what each check said, by its name
 */
record HealthReport(TreeMap<String, Optional<String>> complaints) {

  static HealthReport of(Map<String, HealthCheck> checks) {
    var complaints = new TreeMap<String, Optional<String>>();
    checks.forEach((name, check) -> complaints.put(name, ask(check)));
    return new HealthReport(complaints);
  }

  /** A check that cannot tell does not count as passed. */
  private static Optional<String> ask(HealthCheck check) {
    try {
      return check.complaint();
    } catch (RuntimeException e) {
      return Optional.of("the check itself failed: " + e);
    }
  }

  int status() {
    return complaints.values().stream().allMatch(Optional::isEmpty) ? 200 : 503;
  }

  String text() {
    return complaints.entrySet().stream()
        .map(check -> line(check.getKey(), check.getValue()))
        .collect(joining("", "", status() == 200 ? "ok\n" : "failed\n"));
  }

  private static String line(String name, Optional<String> complaint) {
    return complaint
        .map(why -> "[-] " + name + ": " + why + "\n")
        .orElseGet(() -> "[+] " + name + "\n");
  }
}
