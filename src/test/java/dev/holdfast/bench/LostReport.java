package dev.holdfast.bench;

import static java.util.stream.Collectors.joining;

import dev.holdfast.bench.Crash.Phases;
import dev.holdfast.bench.LostCrash.Seen;
import dev.holdfast.kit.KubeBinaries;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the crashes in a network came to, as a section of Markdown. */
record LostReport(List<LostCrash> crashes, Machine machine) {
  static final String TITLE = "Hosts lost in a network";

  /** What is measured of each crash. */
  private enum Measure {
    MOVED("traffic moved", Seen::moved),
    CREATED("replacement created", Seen::created),
    READY("all replacements ready", Seen::ready);

    private final String title;
    private final Function<Seen, Duration> of;

    Measure(String title, Function<Seen, Duration> of) {
      this.title = title;
      this.of = of;
    }
  }

  private enum Phase {
    DETECT(Phases::detect),
    DECIDE(Phases::decide),
    ACT(Phases::act),
    READY(Phases::ready),
    TOTAL(Phases::total);

    private final ToDoubleFunction<Phases> seconds;

    Phase(ToDoubleFunction<Phases> seconds) {
      this.seconds = seconds;
    }
  }

  String section() {
    return String.join("\n\n", conditions(), times(), ratios(), phases(), values());
  }

  private String conditions() {
    return """
    Printed by `make bench BENCH=lost`, as root. %s

    A real control plane (Kubernetes %s, stock timings: grace period 50 s, leases of 40 s renewed every 10 s), %d hosts
    with simulated kubelets, three operators in three zones and the control plane, each in a network namespace of its
    own around a router. A crash takes the host's link down and kills all that ran there; whoever asks it hears nothing.
    %d hosts crash one after the other, at random moments, the first when the load of starting all that is over, and
    come back when all have recovered. **The rows are paired**: each host that crashes runs one Deployment of %d pods of
    each kind, behind a Service each; stock Kubernetes is watched at the first crashes only, as it takes minutes:
    %s

    *Traffic moved*: none of the pods that were lost is ready in an EndpointSlice. Times are taken by the watch of this
    benchmark's own process, on its monotonic clock, and count from just before the link went down.\
    """
        .formatted(
            machine.text(),
            KubeBinaries.VERSION,
            crashes.size() + LostPlan.SPARED,
            crashes.size(),
            LostPlan.REPLICAS,
            Arrays.stream(Care.values())
                .map(care -> "\n* **%s**: %s".formatted(care.title(), care.meaning()))
                .collect(joining()));
  }

  private String times() {
    return "### Seconds since the crash\n\n"
        + Table.of(
            List.of("", "", "n", "median", "p99", "max"),
            Arrays.stream(Measure.values())
                .flatMap(
                    measure ->
                        Arrays.stream(Care.values())
                            .map(care -> row(measure.title, care, times(care, measure))))
                .toList())
        + "\n\n"
        + replacements();
  }

  private static List<String> row(String what, Care care, List<Duration> times) {
    return List.of(
        what,
        care.title(),
        Integer.toString(times.size()),
        hundredths(Figures.median(times)),
        hundredths(Figures.percentile(times, 99)),
        hundredths(Figures.max(times)));
  }

  private String replacements() {
    var odd =
        crashes.stream()
            .flatMap(crash -> crash.seen().values().stream())
            .filter(seen -> seen.replacements() != LostPlan.REPLICAS)
            .count();
    return odd == 0
        ? "Every pod that was lost had exactly one replacement."
        : "%d times there were more replacements than pods lost.".formatted(odd);
  }

  private String ratios() {
    return "### Ratios of medians, replacement created\n\n"
        + Table.of(
            List.of("so many times as long as", "Holdfast, probe", "Holdfast, no probe"),
            Stream.of(Care.STOCK, Care.TUNED)
                .map(
                    other ->
                        List.of(
                            other.title(), ratio(other, Care.PROBED), ratio(other, Care.UNPROBED)))
                .toList());
  }

  private String ratio(Care theirs, Care ours) {
    return Figures.hundredths(
        Figures.ratio(
            Figures.median(times(theirs, Measure.CREATED)),
            Figures.median(times(ours, Measure.CREATED))));
  }

  private String phases() {
    return """
    ### Where Holdfast's time goes

    From `status.incidents` of the policies, in seconds, one incident a pod. *Detect* begins at the last sign of health,
    which is before the crash.

    """
        + Table.of(
            List.of("phase", "", "n", "median", "p99", "max"),
            Stream.of(Care.PROBED, Care.UNPROBED)
                .flatMap(
                    care ->
                        Arrays.stream(Phase.values())
                            .map(phase -> row(word(phase), care, times(care, phase))))
                .toList());
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private String values() {
    return "### Each crash\n\n"
        + Table.of(
            Stream.concat(Stream.of("crash", "load"), Arrays.stream(Care.values()).map(Care::title))
                .toList(),
            crashes.stream().map(LostReport::valuesOf).toList())
        + "\n\n"
        + "Traffic moved / replacement created / all ready. *Load* is the machine's load average at"
        + " the crash.";
  }

  private static List<String> valuesOf(LostCrash crash) {
    return Stream.concat(
            Stream.of(Integer.toString(crash.number()), Figures.hundredths(crash.load())),
            Arrays.stream(Care.values()).map(care -> cell(crash.seen().get(care))))
        .toList();
  }

  private static String cell(@Nullable Seen seen) {
    if (seen == null) return "";
    return Arrays.stream(Measure.values())
        .map(measure -> hundredths(measure.of.apply(seen)))
        .collect(joining(" / "));
  }

  private List<Duration> times(Care care, Measure measure) {
    return crashes.stream()
        .filter(crash -> crash.seen().containsKey(care))
        .map(crash -> crash.seen().get(care))
        .map(measure.of)
        .toList();
  }

  private List<Duration> times(Care care, Phase phase) {
    return crashes.stream()
        .flatMap(crash -> crash.phases().getOrDefault(care, List.of()).stream())
        .map(phases -> Duration.ofNanos(Math.round(phase.seconds.applyAsDouble(phases) * 1e9)))
        .toList();
  }

  private static String hundredths(Duration time) {
    return Figures.hundredths(time.toNanos() / 1e9);
  }
}
