package dev.holdfast.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/accuracy.md. */
record Report(long seed, List<Outcome> outcomes) {
  /** Of 30 days: 13 s. */
  static final double PROMISED = 5e-6;

  String text() {
    return """
    # How accurate the account is

    Written by `make accuracy SEED=%d`, not by hand.

    %d random histories pass in virtual time. A generator makes the faults and keeps a log of them; Holdfast's own
    code sees only the evidence, each piece after a delay, and keeps the account: `Account.after` for each look,
    `Account.continuing` for restarts and changes of the leader, the codec for what is written to the status and read
    from it, sums for what is old. The truth is counted from the generator's log, by code that shares nothing
    with the account. Each history is read at its end and at up to five other moments, for the last hour, day, week
    and 30 days.

    **%d truths of %d lie outside of their bounds.**

    ## The last 30 days of each history

    %s

    Shares of the window; 1e-6 of 30 days is 2.6 s. *Error* is how far the value is from the truth; *width* is how far
    the bounds are apart; *wide* counts the months whose bounds are further apart than twice the doubt of each edge of
    the truth: 1 s for a pod, 4 s for a lost host, or 11.4 s where only its lease tells, and 1 s for each end of the
    window. Where Holdfast did not watch
    all the time the bounds hold the unwatched time too, and the value is that of the watched time only.

    %s

    ![error against edges](accuracy.svg)

    Each point is a month that was watched from end to end. Errors of less than a millisecond are drawn as one.

    ## What is drawn

    - 1 to 20 pods, of which half to all are promised, as a number or a share.
    - Pods crash for 0.2 s to 3 h, also two within 2 s; hosts are lost for good, also a second one before the first is
      known to be; rollouts take one pod after the other; workloads are scaled, also to none and back; nodes are
      cordoned and drained.
    - A pod's change arrives after up to a limit that each history draws between 50 ms and 1 s, each with a delay of its
      own. Hosts renew their leases every 10.0 to 10.4 s. A lost host is known by the control plane's word 40 to 55 s
      after its last renewal, or by Holdfast's after 50 s. Three observers ask each host every 1.25 s, except in the class
      that says so; two that miss it are believed after 3.75 s. One of the three is lost with every other host, and each stands still for
      up to 20 s at every fourth loss.
    - Processes of Holdfast end at any moment and are followed by a second one that has watched meanwhile, or by a new
      one 1 s to 4 h later. Outages of the API server last 6 s to 1 h, pauses of Holdfast 2 s to 1 h; in the last
      class up to 12 h, in which the workload is down too.

    ## What it does not tell

    %s
    """
        .formatted(
            seed,
            outcomes.stream().mapToInt(o -> o.trials().size()).sum(),
            count(o -> o.settled().filter(Sample::isOutside)),
            count(Outcome::settled),
            months(),
            promise(),
            limits());
  }

  private long count(Function<Outcome, Stream<Sample>> of) {
    return outcomes.stream().flatMap(of).count();
  }

  private String months() {
    return Stream.concat(
            Stream.of(
                "| histories | n | edges, most | outside | width p50 | width max | wide | error p50"
                    + " | error p99 | error max | coverage, least |",
                "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"),
            outcomes.stream().map(Report::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(Outcome o) {
    return "| %s | %d | %d | %d | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            o.recipe().title,
            o.months().size(),
            o.months().stream().mapToLong(Sample::edges).max().orElse(0),
            o.outside().size(),
            share(o.percentile(Sample::width, 50)),
            share(o.percentile(Sample::width, 100)),
            wide(o),
            share(o.percentile(Sample::error, 50)),
            share(o.percentile(Sample::error, 99)),
            share(o.percentile(Sample::error, 100)),
            String.format(
                Locale.ROOT,
                "%.3f %%",
                100 * (1 - o.percentile(s -> 1 - s.seen().coverage(), 100))));
  }

  private static String wide(Outcome o) {
    var watched = o.months().stream().filter(Sample::isWatched).toList();
    return watched.isEmpty()
        ? "-"
        : String.valueOf(watched.stream().filter(s -> s.width() > s.widthAllowed()).count());
  }

  private static String share(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  private String promise() {
    var watched = watchedMonths();
    long within = watched.stream().filter(s -> s.error() <= PROMISED).count();
    double most = watched.stream().mapToDouble(Sample::error).max().orElse(0);
    return "Of the %d months that were watched from end to end %d have an error of no more than 5e-6; the largest is %s."
        .formatted(watched.size(), within, share(most));
  }

  private List<Sample> watchedMonths() {
    return outcomes.stream().flatMap(o -> o.months().stream()).filter(Sample::isWatched).toList();
  }

  private String limits() {
    long now = count(Outcome::atOnce);
    long outside = count(o -> o.atOnce().filter(Sample::isOutside));
    return """
    - The bounds are those of evidence that has arrived. Read within a minute after a fault, while a lost host may not be
      known to be lost, %d of %d truths lay outside; a few minutes later none does.
    - An edge is booked in the middle of its doubt, so errors of many edges add up like a random walk: some 0.3 s for a
      pod, half a second for a lost host, 3 s where only its lease tells, times the root of their number. Crashes that are shorter than the evidence of
      them takes look longer than they are.
    - A window that begins before the exact edges cuts a sum of an hour or a day in two, and takes the middle of what it
      can have been: the last two rows. An account that is as long as the window or shorter has no such error.
    - Not drawn, and not known to hold: a host that reboots before anybody misses it; evidence that takes longer than a
      second while the API server answers; outages of the API server of less than 5 s; Kubernetes told to give up on
      hosts later than 5 minutes; a kubelet that ends before its host does, whose pods are taken to end with it; replicas of Holdfast whose clocks differ; a process of Holdfast that starts while maintenance is under way, which takes what is
      missing for down, and other faults beside maintenance.\
    """
        .formatted(outside, now);
  }
}
