package dev.holdfast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the loss of a zone of 300 nodes with 3,000 selected pods costs to plan, as Markdown. */
final class ZoneReport {
  static final String TITLE = "Planning the loss of a zone";

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int NODES = 300;
  private static final int PODS = 9_000;
  private static final int RUNS = 20;

  private ZoneReport() {}

  /**
   * Measures.
   *
   * @throws IllegalStateException when planning took longer than its limit
   */
  static String measure() {
    var rows = List.of(row(100), row(1));
    return """
    Printed by `make bench BENCH=zone`. Three zones of %d nodes, made from recorded objects, with
    %d selected pods; one zone falls silent at once. A round is one pass over all nodes and one of
    each policy, as both loops make them; CPU time of the planning thread, %d runs after one to warm
    up, each from the loss until nothing is left to do. The limit is 1 s a round.

    %s

    %s\
    """
        .formatted(NODES, PODS, RUNS, Machine.here().text(), table(rows));
  }

  private static String table(List<List<String>> rows) {
    return Table.of(
        List.of(
            "policies", "rounds measured", "median ms", "p99 ms", "max ms", "requests a moved pod"),
        rows);
  }

  private static List<String> row(int policies) {
    run(policies, new ArrayList<>());
    var rounds = new ArrayList<Duration>();
    ZoneLoss last = run(policies, rounds);
    for (int i = 1; i < RUNS; i++) last = run(policies, rounds);
    if (Figures.max(rounds).compareTo(LIMIT) > 0) {
      throw new IllegalStateException("planning a round took " + Figures.max(rounds));
    }
    return List.of(
        Integer.toString(policies),
        Integer.toString(rounds.size()),
        Long.toString(Figures.median(rounds).toMillis()),
        Long.toString(Figures.percentile(rounds, 99).toMillis()),
        Long.toString(Figures.max(rounds).toMillis()),
        Figures.hundredths(requestsAMovedPod(last)));
  }

  /** All of them: of pods, nodes, statuses and the emergency stop. */
  private static double requestsAMovedPod(ZoneLoss loss) {
    var cluster = loss.cluster;
    return cluster.requests.values().stream().mapToDouble(n -> n).sum() / cluster.moved.size();
  }

  private static ZoneLoss run(int policies, List<Duration> rounds) {
    var loss = new ZoneLoss(new ZoneCluster(NODES, policies, PODS / policies, ZoneLoss.NOON));
    loss.untilCalm();
    loss.skip(Duration.ofMinutes(5));
    loss.untilCalm();
    for (int i = 0; i < loss.nodePasses.size(); i++) {
      rounds.add(loss.nodePasses.get(i).plus(loss.policyPasses.get(i)));
    }
    return loss;
  }
}
