package dev.holdfast.loop;

import dev.holdfast.action.NodeExecutor;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.Loss;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.loop.EvidenceWatch.Interruption;
import dev.holdfast.notice.Notice;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.pass.NodePass;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.signal.NodeAnnotations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges all nodes several times a second, on every replica; on the leader it also marks them. It
 * publishes an immutable fleet and says which nodes look different.
 */
final class NodeLoop {
  private static final Logger log = LoggerFactory.getLogger(NodeLoop.class);

  /** Four passes a second: small beside the shortest time that a verdict takes. */
  private static final Duration PERIOD = Duration.ofMillis(250);

  /** A new leader tells of what ended before its term only if that was lately. */
  private static final Duration NEWS = Duration.ofMinutes(1);

  private final ClusterSources sources;
  private final SteadyClock clock;
  private final EvidenceWatch evidence;
  private final NodeViews views;
  private final BooleanSupplier leading;
  private final BooleanSupplier mayAct;
  private final NodeSteps steps;
  private final NodeNotices notices;
  private final Predicate<Notice> tell;
  private final NodeChanges changes;
  private final Metrics metrics;
  private final Thread thread = new Thread(this::loop, "node-loop");
  private volatile FleetMemory memory = FleetMemory.EMPTY;
  private volatile Fleet fleet = Fleet.NONE;
  private volatile long passedAt = System.nanoTime();
  private volatile boolean closed;
  private final Bulkhead bulkhead = new Bulkhead();
  private boolean couldAct;
  private @Nullable Interruption told;

  /**
   * A new loop.
   *
   * @param mayAct the gate is open
   * @param changed told the names of nodes that look different now
   */
  NodeLoop(
      ClusterSources sources,
      SteadyClock clock,
      EvidenceWatch evidence,
      Acceptance acceptance,
      BooleanSupplier leading,
      BooleanSupplier mayAct,
      Steering steering,
      NodeExecutor executor,
      NodeNotices notices,
      Predicate<Notice> tell,
      Consumer<Set<String>> changed,
      Metrics metrics) {
    this.sources = sources;
    this.clock = clock;
    this.evidence = evidence;
    this.views = new NodeViews(sources, evidence, acceptance, steering, clock.now());
    this.leading = leading;
    this.mayAct = mayAct;
    this.notices = notices;
    this.tell = tell;
    this.changes = new NodeChanges(changed, bulkhead);
    this.metrics = metrics;
    this.steps = new NodeSteps(executor, metrics, this::say);
    thread.setDaemon(true);
  }

  /** Returns after the first pass, so that nobody takes a fleet that was never judged for empty. */
  void start() {
    pass();
    passedAt = System.nanoTime();
    thread.start();
  }

  Fleet fleet() {
    return fleet;
  }

  /** Nodes that this replica found lost. */
  List<Loss> losses() {
    return memory.losses().recent();
  }

  /** How long ago the last pass ended: a loop that stands still must not pass for a calm one. */
  Duration sinceLastPass() {
    return Duration.ofNanos(System.nanoTime() - passedAt);
  }

  /** Something changed: look at once. */
  void poke() {
    LockSupport.unpark(thread);
  }

  private void loop() {
    while (!closed) {
      try {
        pass();
        passedAt = System.nanoTime();
      } catch (RuntimeException e) {
        log.error("a pass over the nodes failed; verdicts stay as they were, trying again", e);
      }
      LockSupport.parkNanos(PERIOD.toNanos());
    }
  }

  /** Whoever fails at what is told of a new fleet keeps nobody else from hearing of it. */
  private void pass() {
    var now = clock.now();
    var result = NodePass.run(memory, views.now(), now);
    memory = result.memory();
    var before = fleet;
    fleet = result.fleet();
    bulkhead.run("the fleet's metrics", () -> metrics.fleet(fleet));
    if (leading.getAsBoolean()) {
      bulkhead.run("notices about nodes", () -> sayNews(before, now));
      if (mayAct.getAsBoolean()) {
        bulkhead.run("steps on nodes", () -> result.plan().steps().forEach(steps::execute));
      }
    }
    boolean canAct = mayAct.getAsBoolean() && sources.synced();
    changes.say(before, fleet, canAct && !couldAct); // wake-ups that came meanwhile were dropped
    couldAct = canAct;
  }

  private void sayNews(Fleet before, Instant now) {
    notices.between(before, fleet).forEach(this::say);
    sayInterruption(now);
    fleet.nodes().values().forEach(this::refuseWrongConfirmation);
  }

  private void say(Notice notice) {
    if (!tell.test(notice)) return;
    log.info(
        "{} {}: {}: {}",
        notice.subject().kind(),
        notice.subject().name(),
        notice.reason(),
        notice.message());
  }

  /** Told by whoever leads when it is over; one that is long over is no news. */
  private void sayInterruption(Instant now) {
    var last = evidence.interruption();
    if (last == null || last.equals(told)) return;
    told = last;
    if (now.isBefore(last.until().plus(NEWS))) say(notices.interruption(last));
  }

  private void refuseWrongConfirmation(NodeHealth health) {
    var written = health.node().annotation(NodeAnnotations.CONFIRMED_DEAD);
    if (written != null && !written.equals(health.node().bootId())) {
      say(NodeNotices.refusedConfirmation(health, written));
    }
  }

  void stop() throws InterruptedException {
    closed = true;
    poke();
    thread.join(PERIOD.multipliedBy(4).toMillis());
    steps.stop();
  }
}
