package dev.holdfast.vote;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster as one observer sees it: a probe of each target each second, up to now. */
final class Plot {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  /** Long ago: nothing that a plot tells of was sent before. */
  static final Instant LONG_AGO = NOW.minusSeconds(3600);

  private final List<NodeSignal> nodes = new ArrayList<>();
  private final Map<String, ProbeRun> runs = new HashMap<>();
  private final Map<String, List<String>> pods = new HashMap<>();
  private Voter voter = new Voter("me", "", "");

  /** Answers of probes, one a second, the last one just now: A, H(ung), R(efused) or S(ilent). */
  static ProbeRun run(String answers) {
    int count = answers.length();
    var run = ProbeRun.first(answer(answers.charAt(0)), NOW.minusSeconds(count - 1L));
    for (int i = 1; i < count; i++) {
      run = run.next(answer(answers.charAt(i)), NOW.minusSeconds(count - 1L - i));
    }
    return run;
  }

  private static ProbeAnswer answer(char letter) {
    return switch (letter) {
      case 'A' -> ProbeAnswer.ANSWERED;
      case 'H' -> ProbeAnswer.HUNG;
      case 'R' -> ProbeAnswer.REFUSED;
      case 'S' -> ProbeAnswer.SILENT;
      default -> throw new IllegalArgumentException("no answer: " + letter);
    };
  }

  Plot from(String zone, String node) {
    voter = new Voter("me", zone, node);
    return this;
  }

  /** A node whose uid is its name. */
  Plot node(String name, String zone, String answers) {
    nodes.add(node(name, zone));
    if (!answers.isEmpty()) runs.put(name, run(answers));
    return this;
  }

  /** So many that answer. */
  Plot well(int count, String zone) {
    for (int i = 0; i < count; i++) node("well-" + zone + i, zone, "AAAA");
    return this;
  }

  Plot pod(String name, String node, String answers) {
    pods.computeIfAbsent(node, n -> new ArrayList<>()).add(name);
    if (!answers.isEmpty()) runs.put(name, run(answers));
    return this;
  }

  private static NodeSignal node(String name, String zone) {
    return new NodeSignal(
        name,
        name,
        "",
        LONG_AGO,
        zone.isEmpty() ? Map.of() : Map.of(NodeSignal.ZONE, zone),
        Map.of(),
        List.of(),
        false,
        Map.of(),
        Resources.NONE,
        null,
        LONG_AGO,
        false,
        List.of(),
        null);
  }

  Map<String, ProbeRun> runs() {
    return runs;
  }

  Vote vote() {
    return vote(Recount.from(LONG_AGO, LONG_AGO));
  }

  Vote vote(Recount recount) {
    var sight = new Sight(runs, nodes, node -> pods.getOrDefault(node, List.of()), uid -> 3);
    return Ballot.of(voter, 7, sight, recount, NOW);
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
