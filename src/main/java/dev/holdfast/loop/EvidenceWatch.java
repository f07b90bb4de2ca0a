package dev.holdfast.loop;

import dev.holdfast.health.Guards;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.ops.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows since when we have watched without a hole. Silence during a time in which this process
 * stood still, or the API server was out of reach, says nothing about anybody.
 */
final class EvidenceWatch {
  private static final Logger log = LoggerFactory.getLogger(EvidenceWatch.class);

  /** Often enough that a pause of a second cannot hide between two looks. */
  private static final Duration ROUND = Duration.ofMillis(200);

  /** Five rounds: whoever was not woken for so long stood still. */
  private static final Duration LATE = ROUND.multipliedBy(5);

  /** A wall clock this far from where it was last has been set again. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final SteadyClock clock;
  private final Supplier<Duration> sinceApiAnswer;
  private final Metrics metrics;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("evidence").daemon().factory());
  private volatile Instant since;
  private volatile @Nullable Interruption interruption;
  private volatile Instant apiLastAnswerAt;
  private volatile @Nullable Instant apiBackAt;
  private volatile long lookedAt = System.nanoTime();
  private boolean apiOut;
  private Duration wallAhead = Duration.ZERO;

  /** A time that says nothing about anybody, when it ended, and why it does not. */
  record Interruption(Instant until, Kind kind, String how) {}

  enum Kind {
    PAUSE,
    WALL_CLOCK,
    OUTAGE
  }

  EvidenceWatch(SteadyClock clock, Supplier<Duration> sinceApiAnswer, Metrics metrics) {
    this.clock = clock;
    this.sinceApiAnswer = sinceApiAnswer;
    this.metrics = metrics;
    this.since = clock.now();
    this.apiLastAnswerAt = since;
  }

  void start() {
    clock.tick();
    var rounds =
        thread.scheduleWithFixedDelay(
            this::look, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    log.debug("watching the evidence: {}", rounds);
  }

  void stop() {
    thread.shutdownNow();
  }

  /**
   * Since when there was no hole. Who asks after a pause may come before the look that finds it.
   */
  Instant since() {
    return sinceLastLook().compareTo(LATE) < 0 ? since : clock.now();
  }

  /** The last hole; absent when there was none since the start. */
  @Nullable Interruption interruption() {
    return interruption;
  }

  /** When the API server answered last; stays the same while it does not. */
  Instant apiLastAnswerAt() {
    return apiLastAnswerAt;
  }

  /** When it answered again after an outage; absent without one. */
  @Nullable Instant apiBackAt() {
    return apiBackAt;
  }

  /** For liveness: without looks an outage of the API server would seem to go on for ever. */
  Duration sinceLastLook() {
    return Duration.ofNanos(System.nanoTime() - lookedAt);
  }

  private void look() {
    try {
      watchTime();
      watchApi();
      lookedAt = System.nanoTime();
    } catch (RuntimeException e) {
      since = clock.now();
      log.error("the evidence could not be watched; silence before now proves nothing", e);
    }
  }

  private void watchTime() {
    switch (clock.tick()) {
      case Tick.Steady steady -> {}
      case Tick.Hole hole ->
          interrupted(Kind.PAUSE, "nobody watched for %d ms".formatted(hole.length().toMillis()));
      case Tick.WallStep step -> stepped(step.by());
    }
  }

  /** Our own time goes on as it was; but a machine that was suspended shows only in this. */
  private void stepped(Duration ahead) {
    if (ahead.minus(wallAhead).abs().compareTo(STEP) <= 0) return;
    wallAhead = ahead;
    interrupted(
        Kind.WALL_CLOCK,
        "the wall clock was set, and is ahead of ours by %d s".formatted(ahead.toSeconds()));
  }

  private void interrupted(Kind kind, String how) {
    since = clock.now();
    interruption = new Interruption(since, kind, how);
    metrics.evidenceInterrupted();
    log.warn("{}: silence before now proves nothing", how);
  }

  private void watchApi() {
    var silence = sinceApiAnswer.get();
    boolean out = silence.compareTo(Guards.OUTAGE) >= 0;
    if (!out) apiLastAnswerAt = clock.now().minus(silence);
    if (apiOut && !out) {
      apiBackAt = clock.now();
      interrupted(Kind.OUTAGE, "the API server was out of reach and answers again");
    } else if (out && !apiOut) {
      log.warn("the API server has not answered for {}", silence);
    }
    apiOut = out;
  }
}
