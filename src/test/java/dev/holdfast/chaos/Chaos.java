package dev.holdfast.chaos;

import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** {@code make chaos}: disturbs every call, event and list of every kind of recovery, once each. */
public final class Chaos {
  private static final int FAILED = 1;
  private static final String SECTION = "chaos";

  private static volatile boolean ending;

  private final Screen screen;
  private final Settings settings;
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  private final long start = System.nanoTime();
  private volatile int planned;

  /**
   * From the environment.
   *
   * @param only a trial, or how the names of some begin; empty for all
   * @param planes control planes side by side
   * @param lanes trials at once on one of them, of those that bear others
   */
  private record Settings(long seed, String only, int planes, int lanes) {
    static Settings read() {
      var env = System.getenv();
      var seed = env.getOrDefault("SEED", "");
      return new Settings(
          seed.isEmpty() ? ThreadLocalRandom.current().nextInt(1, 1_000_000) : Long.parseLong(seed),
          env.getOrDefault("ONLY", ""),
          Integer.parseInt(env.getOrDefault("PLANES", "4")),
          Integer.parseInt(env.getOrDefault("LANES", "8")));
    }
  }

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
      System.exit(new Chaos(screen, Settings.read()).run() ? 0 : FAILED);
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE CHAOS RUN FAILED, docs/safety.md is as it was: " + e);
        System.exit(FAILED);
      }
    }
  }

  private boolean run() throws Exception {
    screen.say("SEED=%d; starting %d control planes".formatted(settings.seed(), settings.planes()));
    try (var planes = Planes.start(settings.planes(), "chaos")) {
      var trials = trials(planes);
      planned = trials.size();
      screen.say(planned + " trials");
      new Workers(trials, settings.lanes(), this::done).work(planes.arenas());
      planes.arenas().forEach(this::sayWhatIsLeft);
    }
    var table = new Table(List.copyOf(outcomes));
    screen.print("\n" + report(table) + "\n");
    if (settings.only().isEmpty()) {
      SafetyDocument.put(SECTION, report(table));
      screen.say("docs/safety.md has it");
    }
    outcomes.stream().filter(Outcome::isViolation).forEach(this::sayHowToRepeat);
    return table.violations() == 0;
  }

  private List<Trial> trials(Planes planes) throws InterruptedException {
    var only = settings.only();
    if (only.indexOf('#') > 0) return List.of(Trial.parse(only));
    var courses = new ConcurrentHashMap<Kind, Course>();
    var kinds = new java.util.concurrent.ConcurrentLinkedQueue<Kind>();
    for (var kind : Kind.values()) {
      if (only.isEmpty() || kind.title().startsWith(only) || only.startsWith(kind.title())) {
        kinds.add(kind);
      }
    }
    var threads =
        planes.arenas().stream()
            .map(arena -> Thread.ofPlatform().daemon().start(() -> scout(kinds, arena, courses)))
            .toList();
    for (var thread : threads) thread.join();
    var trials = new ArrayList<Trial>();
    for (var kind : Kind.values()) {
      var course = courses.get(kind);
      if (course != null) trials.addAll(Plan.of(course));
    }
    trials.removeIf(trial -> !trial.toString().startsWith(only));
    Collections.shuffle(trials, new Random(settings.seed()));
    return trials;
  }

  private void scout(
      java.util.Queue<Kind> kinds, Arena arena, java.util.Map<Kind, Course> courses) {
    for (var kind = kinds.poll(); kind != null; kind = kinds.poll()) {
      try {
        var course = Scout.explore(kind, arena);
        courses.put(kind, course);
        screen.say(
            "%s undisturbed: %d calls, %d events, %d lists"
                .formatted(
                    kind.title(),
                    course.calls().size(),
                    course.events().size(),
                    course.lists().size()));
      } catch (Exception | AssertionError e) {
        var nowhere = new Trial(kind, Mode.KILL_BEFORE, new Point("undisturbed", 0, false));
        done(new Outcome(nowhere, false, List.of(e.toString()), Duration.ZERO), arena);
      }
    }
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

  /** Done wrong when the run that caused it was over. */
  private void sayWhatIsLeft(Arena arena) {
    var left = arena.leftMisdeeds();
    if (left.isEmpty()) return;
    var afterwards = new Trial(Kind.RESTART, Mode.DELAY, new Point("afterwards", 0, false));
    done(new Outcome(afterwards, false, left, Duration.ZERO), arena);
  }

  private static String kept(Outcome outcome, Arena arena) {
    try {
      return "; see " + Evidence.keep(outcome, arena);
    } catch (java.io.IOException | RuntimeException e) {
      return "; its evidence could not be kept: " + e;
    }
  }

  private String report(Table table) {
    return """
    `make chaos SEED=%d`: %d runs on %d control planes in %d min, %d of them reached their point, \
    **%d violations**.

    %s\
    """
        .formatted(
            settings.seed(),
            outcomes.size(),
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
