package dev.holdfast.chaos;

import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** {@code make chaos}: disturbs every call, event and list of every kind of recovery, once each. */
public final class Chaos {
  private static final int FAILED = 1;
  private static final int AT_LEAST = 500;
  private static final String SECTION = "chaos";

  private static volatile boolean ending;

  private final Screen screen;
  private final Settings settings;
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  private final long start = System.nanoTime();
  private volatile int planned;

  private Chaos(Screen screen, Settings settings) {
    this.screen = screen;
    this.settings = settings;
  }

  /** Ends with 0 when nothing was violated. */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
    var screen = new Screen(System.out);
    try {
      System.exit(new Chaos(screen, Settings.read(Variables.here())).run() ? 0 : FAILED);
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE CHAOS RUN FAILED, docs/safety.md is as it was: " + e);
        System.exit(FAILED);
      }
    }
  }

  private boolean run() throws Exception {
    screen.say("SEED=%d; starting %d control planes".formatted(settings.seed(), settings.planes()));
    try (var planes = Planes.start(settings.planes(), SECTION)) {
      var trials = trials(planes.arenas());
      planned = trials.size();
      screen.say(planned + " trials");
      new Workers(trials, settings.lanes(), this::isLate, this::done).work(planes.arenas());
      planes.arenas().forEach(this::sayWhatIsLeft);
    }
    var table = new Table(List.copyOf(outcomes));
    screen.print("\n" + report(table) + "\n");
    if (settings.only().isEmpty()) {
      SafetyDocument.put(SECTION, report(table));
      screen.say("docs/safety.md has it");
    }
    outcomes.stream().filter(Outcome::isViolation).forEach(this::sayHowToRepeat);
    return table.violations() == 0 && outcomes.size() >= Math.min(planned, AT_LEAST);
  }

  private boolean isLate() {
    return System.nanoTime() - start > settings.limit().toNanos();
  }

  private List<Trial> trials(List<Arena> arenas) throws InterruptedException {
    if (settings.isOne()) return List.of(Trial.parse(settings.only()));
    var kinds = Arrays.stream(Kind.values()).filter(settings::wants).toList();
    if (kinds.isEmpty())
      throw new IllegalArgumentException("ONLY names no kind: " + settings.only());
    var trials =
        new Expedition(kinds, this::say, this::done)
            .trials(arenas)
            .filter(settings::wants)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(trials, new Random(settings.seed()));
    return trials;
  }

  private void say(Course course) {
    screen.say(
        "%s undisturbed: %d calls, %d events, %d lists"
            .formatted(
                course.kind().title(),
                course.calls().size(),
                course.events().size(),
                course.lists().size()));
  }

  private void done(Outcome outcome, Arena arena) {
    outcomes.add(outcome);
    var how =
        outcome.isViolation()
            ? "VIOLATION " + outcome.violations() + kept(outcome, arena)
            : outcome.reached() ? "ok" : "ok, not reached";
    screen.say(
        "[%d/%d] %s: %s, %d s"
            .formatted(outcomes.size(), planned, outcome.trial(), how, outcome.took().toSeconds()));
  }

  private static String kept(Outcome outcome, Arena arena) {
    try {
      return "; see " + Evidence.keep(outcome, arena);
    } catch (IOException | RuntimeException e) {
      return "; its evidence could not be kept: " + e;
    }
  }

  /** Done wrong when the run that caused it was over. */
  private void sayWhatIsLeft(Arena arena) {
    var left = arena.leftMisdeeds();
    if (left.isEmpty()) return;
    var afterwards = new Trial(Kind.RESTART, Mode.DELAY, new Point("afterwards", 0, false));
    done(new Outcome(afterwards, false, left, Duration.ZERO), arena);
  }

  private String report(Table table) {
    return """
    `make chaos SEED=%d`: %d runs, drawn at random from the %d that there are, on %d control \
    planes in %d min; %d of them reached their point; **%d violations**.

    %s\
    """
        .formatted(
            settings.seed(),
            outcomes.size(),
            planned,
            settings.planes(),
            Duration.ofNanos(System.nanoTime() - start).toMinutes(),
            table.reached(),
            table.violations(),
            table.markdown());
  }

  private void sayHowToRepeat(Outcome outcome) {
    screen.print(
        "Once more: make chaos SEED=%d ONLY='%s'".formatted(settings.seed(), outcome.trial()));
  }
}
