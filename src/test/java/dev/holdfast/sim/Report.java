package dev.holdfast.sim;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** docs/detection.md. */
record Report(long seed, int each, List<Figures> classes) {
  private Figures all() {
    return new Figures("all", classes.stream().flatMap(c -> c.outcomes().stream()).toList());
  }

  String text() {
    var all = all();
    return """
    # How fast faults are found, and how often in error

    Written by `make sim SEED=%d HISTORIES=%d`, not by hand.

    %d histories pass in virtual time, in which %d faults are injected: each host that something is done to, or to
    somebody's view of it, is one. %s node-hours pass. What decides is what decides in a cluster: `NodePass`,
    `PolicyPass`, the gate, both executors and the requests that they make, on three replicas, or one; what is played is the
    cluster around them, its network, and the probes.

    **%d of %d deletions were false: with 95 %% confidence fewer than %s a fault, or %s a history, if hosts that go
    together are one. %d of %d traffic moves were false. In %s changes by Holdfast the oracle of the integration
    tests found %d misdeeds.**

    ## Deletions

    T_D is from the beginning of the outage to the first deletion of a pod on that host.

    %s

    *Served*: pods that were deleted while they served, with a reason that counts, see below.

    ## Traffic

    T_D is from the beginning of the outage to the first pod on that host that Holdfast said not to be ready.

    %s

    ![distribution of T_D](detection.svg)

    ## What held

    In how many histories each hold was seen. *Wrongly*: MajoritySilent while no more than half of the hosts were
    unwell, Brake while no more than 20 %% of them were.

    %s

    ## What the oracle says

    The oracle of the integration tests is told of each change in these histories as the audit log of an API server
    tells it, with who made it and what the request and the answer said, and judges it by the very same rules, and by more
    that need to know what was so at that very moment: the intent and the taint come first, only pods of nodes that may be lost are deleted, once, by their uid, within the
    brake, what somebody vetoed is left alone, what is booked was done, no volume and no identity has two writers, and
    no replacement is bound to a lost node. It knows from the hosts when nothing came back from them, and what runs on
    there. Two more are counted here: whoever acts on pods while another replica leads, and a node that stays without its mark
    for 10 s though the leader takes it for lost and nothing holds it. [Safety](safety.md#what-the-simulator-sees-of-them)
    shows which seeded bugs all that finds.

    *Believed in error*: verdicts and votes that were not so at that moment, whatever was done about them. The leader takes
    a host for Unreachable or Lost that had no outage of 2 s, for Dead while it is on, for KubeletDown though nothing was
    done to it, or marks a node where all is well; an observer misses a host that nothing was done to, or does not name
    one that has been away for 6 s. What ended less than 15 s before, the time between two renewals and the way of the
    news, is forgiven. It is not counted where nobody can know better.

    %s

    ## What counts as false

    - A **deletion** is false when the host that the pod is on has no outage that includes the moment of the act, or
      ended within 5 s before it, and that lasts in the end as long as the evidence that the policy's rule demands: 3 s
      for a policy with a probe, 10 s for one without. An outage is a time in which nobody can use what runs on the
      host: it is off, stands still, or is cut off; for a pod it lasts until that serves again. Not false is the deletion of a pod of a policy without a
      probe on a host whose kubelet does nothing and whose lease is 50 s old: that is what the control plane itself
      calls the end of a node, and nobody was asked to look whether the pod served. These are listed as *served*.
    - A **traffic move** is false when there is no such outage of 2 s, the time between the first and the last of three
      probes.
    - A **misdeed** is what a rule of the oracle forbids. That traffic was led away from a host that answers is none
      where it is counted as a false move already. A host is taken for down here when its lease was not renewed for
      12 s, not for 2.5 s as in tests whose hosts renew each second, and it may have been back for 2 s without
      anybody's knowing.
    - λ_M is the rate of mistakes per node-day, T_M how long one lasts (until the pod, or its replacement, is ready), and
      P_A the share of the time in which a host that is well is taken for well. Where no mistake was made, the rate is
      below 3/N with 95 %% confidence.

    ## What is played

    %s
    """
        .formatted(
            seed,
            each,
            all.count(),
            all.faults(),
            String.format(Locale.ROOT, "%,.0f", all.nodeDays() * 24),
            all.mistakes(Outcome::deletions),
            all.sum(o -> o.deletions().count()),
            bound(all, all.faults()),
            bound(all, all.count()),
            all.mistakes(Outcome::moves),
            all.sum(o -> o.moves().count()),
            String.format(Locale.ROOT, "%,d", all.sum(o -> o.safety().ours())),
            misdeeds(all),
            table(
                "| what goes wrong | histories | faults | T_D, with a probe: p50 | p99 | max, s |"
                    + " without: p50 | p99 | max, s | deletions | served | false | λ_M per node-day"
                    + " | P_A |\n"
                    + "|---|"
                    + "---:|".repeat(13),
                Report::deletions),
            table(
                "| what goes wrong | T_D: p50 | p99 | max, s | moves | false | λ_M per node-day |"
                    + " T_M: p50 | p99 | max, s | P_A |\n"
                    + "|---|"
                    + "---:|".repeat(10),
                Report::moves),
            table("| what goes wrong | held by | wrongly |\n|---|---|---|", Report::holds),
            table(
                "| what goes wrong | changes | by Holdfast | misdeeds | believed in error |\n"
                    + "|---|---:|---:|---:|---:|",
                Report::safety),
            Played.TEXT);
  }

  private static String bound(Figures all, int of) {
    int mistakes = all.mistakes(Outcome::deletions);
    return mistakes == 0
        ? String.format(Locale.ROOT, "%.1e", 3.0 / of)
        : "%d in %d".formatted(mistakes, of);
  }

  private String table(String head, Function<Figures, String> row) {
    return head + "\n" + classes.stream().map(row).collect(Collectors.joining("\n"));
  }

  private static String deletions(Figures f) {
    return "| %s | %d | %d | %s | %s | %d | %d | %d | %s | %s |"
        .formatted(
            f.title(),
            f.count(),
            f.faults(),
            f.times(Outcome::probed),
            f.times(Outcome::leased),
            f.sum(o -> o.deletions().count()),
            f.sum(Outcome::served),
            f.mistakes(Outcome::deletions),
            f.rate(Outcome::deletions),
            f.accuracy(Outcome::deletions));
  }

  private static String moves(Figures f) {
    return "| %s | %s | %d | %d | %s | %s | %s |"
        .formatted(
            f.title(),
            f.times(Outcome::traffic),
            f.sum(o -> o.moves().count()),
            f.mistakes(Outcome::moves),
            f.rate(Outcome::moves),
            f.times(o -> o.moves().lasted()),
            f.accuracy(Outcome::moves));
  }

  private static String safety(Figures f) {
    return "| %s | %d | %d | %d | %s |"
        .formatted(
            f.title(),
            f.sum(o -> o.safety().changes()),
            f.sum(o -> o.safety().ours()),
            misdeeds(f),
            f.outcomes().stream().anyMatch(o -> o.what().excusesBeliefs())
                ? "-"
                : f.sum(o -> o.unfounded().size()));
  }

  private static int misdeeds(Figures f) {
    return f.sum(o -> o.safety().misdeeds().size());
  }

  private static String holds(Figures f) {
    return "| %s | %s | %s |"
        .formatted(f.title(), f.held(Outcome::held), f.held(Outcome::wronglyHeld));
  }
}
