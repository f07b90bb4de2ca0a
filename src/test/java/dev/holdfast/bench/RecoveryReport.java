package dev.holdfast.bench;

import static java.util.stream.Collectors.joining;

import dev.holdfast.bench.Crash.Phases;
import dev.holdfast.bench.Crash.Seen;
import dev.holdfast.kit.KubeBinaries;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All values of the recovery benchmark, as a section of Markdown. */
record RecoveryReport(List<Crash> crashes, Machine machine) {
  static final String TITLE = "Recovery after a host crashed, by its lease alone";

  String section() {
    return String.join("\n\n", conditions(), times(), ratios(), phases(), limits());
  }

  private String conditions() {
    int hosts = crashes.size() * Arena.HOSTS_PER_CRASH;
    return """
    Printed by `make bench BENCH=recovery` (without `BENCH` also memory is measured).

    %s

    One cluster (Kubernetes %s, a real control plane, stock timings throughout: grace period 50 s,
    leases of 40 s renewed every 10 s) with %d simulated hosts, of which %d crash, one after the
    other: power off, port silent. **The three groups are paired**: on each host that crashes run
    three Deployments of %d pods, so each row below is one crash seen by all three:
    %s

    **Nobody asks the hosts here**: Holdfast is a single replica on the machine of the hosts, and no quorum. This is what is
    left when observers cannot reach the kubelets, and is no faster than a short grace period lets stock be; how fast it is
    with them stands under [hosts lost in a network](#hosts-lost-in-a-network).

    All pods of a Deployment are on the host that crashes; replacements land on hosts that do not.
    A crash comes 80 to 90 s after the one before, at a random moment between two renewals of the
    lease; crashed hosts stay off, so that stock can be followed to its end. Up to %d crashed hosts
    at once are 20 %% of all, which is as many as Holdfast's brake admits.
    Simulated pods are ready about half a second after they are bound.
    Times are taken by the watch of this benchmark's own process, on its monotonic clock.\
    """
        .formatted(
            machine.text(),
            KubeBinaries.VERSION,
            hosts,
            crashes.size(),
            Arena.REPLICAS,
            Arrays.stream(Group.values())
                .map(group -> "\n* **%s**: %s".formatted(group.title(), group.meaning()))
                .collect(joining()),
            crashes.size());
  }

  private String times() {
    return "### Seconds since the crash\n\n"
        + Table.of(
            Stream.concat(
                    Stream.of("crash", "load"),
                    Arrays.stream(Group.values())
                        .flatMap(
                            g -> Stream.of(g.title() + ": created", g.title() + ": all ready")))
                .toList(),
            Stream.of(
                    crashes.stream().map(this::row),
                    Stream.of(
                        summary("**median**", Figures::median), summary("**max**", Figures::max)))
                .flatMap(rows -> rows)
                .toList())
        + """


        n = %d crashes for each column. %s *Load* is the machine's load average at the crash: where it
        exceeds the number of cores, others used the machine too.\
        """
            .formatted(crashes.size(), replacements());
  }

  private List<String> row(Crash crash) {
    return Stream.concat(
            Stream.of(Integer.toString(crash.number()), Figures.hundredths(crash.load())),
            Arrays.stream(Group.values()).map(crash.seen()::get).flatMap(RecoveryReport::cells))
        .toList();
  }

  private static Stream<String> cells(Seen seen) {
    return Stream.of(Figures.seconds(seen.created()), Figures.seconds(seen.ready()));
  }

  private List<String> summary(String title, Function<List<Duration>, Duration> of) {
    return Stream.concat(
            Stream.of(title, ""),
            Arrays.stream(Group.values())
                .flatMap(
                    group ->
                        Stream.of(of.apply(created(group)), of.apply(ready(group)))
                            .map(Figures::seconds)))
        .toList();
  }

  private String replacements() {
    var odd =
        crashes.stream()
            .flatMap(crash -> crash.seen().values().stream())
            .filter(seen -> seen.replacements() != Arena.REPLICAS)
            .count();
    return odd == 0
        ? "Every pod that was lost had exactly one replacement."
        : "%d times there were more replacements than pods lost.".formatted(odd);
  }

  private String ratios() {
    return "### Ratios of medians\n\n"
        + Table.of(
            List.of("Holdfast ÷", "created", "all ready"),
            Stream.of(Group.STOCK, Group.TUNED)
                .map(
                    other ->
                        List.of(
                            other.title(),
                            ratio(created(Group.HOLDFAST), created(other)),
                            ratio(ready(Group.HOLDFAST), ready(other))))
                .toList());
  }

  private static String ratio(List<Duration> ours, List<Duration> theirs) {
    return Figures.hundredths(Figures.ratio(Figures.median(ours), Figures.median(theirs)));
  }

  private String phases() {
    var all = crashes.stream().flatMap(crash -> crash.phases().stream()).toList();
    return """
    ### Where Holdfast's time goes

    From `status.incidents` of the policies, in seconds, one incident a pod. *Detect* begins at the
    last sign of health, a renewal of the lease up to 10 s before the crash: so the total here is
    longer than the time since the crash.

    """
        + Table.of(
            List.of("crash", "pod", "detect", "decide", "act", "ready", "total"),
            Stream.concat(
                    crashes.stream().flatMap(this::phaseRows),
                    Stream.of(
                        List.of(
                            "**median**",
                            "",
                            median(all, Phases::detect),
                            median(all, Phases::decide),
                            median(all, Phases::act),
                            median(all, Phases::ready),
                            median(all, Phases::total))))
                .toList())
        + "\n\nn = %d incidents.".formatted(all.size());
  }

  private Stream<List<String>> phaseRows(Crash crash) {
    return crash.phases().stream()
        .map(
            p ->
                List.of(
                    Integer.toString(crash.number()),
                    p.pod(),
                    Figures.hundredths(p.detect()),
                    Figures.hundredths(p.decide()),
                    Figures.hundredths(p.act()),
                    Figures.hundredths(p.ready()),
                    Figures.hundredths(p.total())));
  }

  private static String median(List<Phases> all, ToDoubleFunction<Phases> phase) {
    var times =
        all.stream().map(p -> Duration.ofNanos(Math.round(phase.applyAsDouble(p) * 1e9))).toList();
    return Figures.hundredths(Figures.median(times).toNanos() / 1e9);
  }

  private static String limits() {
    return """
    ### What this does not show

    * **Against tuned stock there is no time to gain here, the ratio is about 1**: both wait for the
      same evidence, a lease that is silent for about 50 s, and what comes after takes about a
      second. The difference is what is moved and told: Holdfast moves only pods that may run twice,
      on a fifth of the nodes at most, and accounts for each step.
    * Kubelets are simulated and no container runs: starting a real one takes as long as it takes,
      in all groups alike.
    * Traffic, volumes and StatefulSets are not part of this.\
    """;
  }

  private List<Duration> created(Group group) {
    return crashes.stream().map(crash -> crash.seen().get(group)).map(Seen::created).toList();
  }

  private List<Duration> ready(Group group) {
    return crashes.stream().map(crash -> crash.seen().get(group)).map(Seen::ready).toList();
  }
}
