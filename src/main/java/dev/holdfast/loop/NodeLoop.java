package dev.holdfast.loop;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.Guards;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodeView;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.notice.Notice;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.ops.Tick;
import dev.holdfast.pass.NodePass;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.NodeStep;
import dev.holdfast.signal.NodeAnnotations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

  /** Before a node step is tried again: long enough for a busy node to settle. */
  private static final Duration REST = Duration.ofMillis(500);

  private final ClusterSources sources;
  private final SteadyClock clock;
  private final EvidenceWatch evidence;
  private final Acceptance acceptance;
  private final BooleanSupplier leading;
  private final BooleanSupplier mayAct;
  private final Steering steering;
  private final NodeExecutor executor;
  private final NodeNotices notices;
  private final Predicate<Notice> tell;
  private final Consumer<Set<String>> changed;
  private final Metrics metrics;
  private final Thread thread = new Thread(this::loop, "node-loop");
  private final ExecutorService actions =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("node-steps").daemon().factory());
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> refusals = new ConcurrentHashMap<>();
  private final Instant startedAt;
  private FleetMemory memory = FleetMemory.EMPTY;
  private volatile Fleet fleet = Fleet.NONE;
  private volatile long passedAt = System.nanoTime();
  private volatile boolean closed;
  private boolean couldAct;

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
    this.acceptance = acceptance;
    this.leading = leading;
    this.mayAct = mayAct;
    this.steering = steering;
    this.executor = executor;
    this.notices = notices;
    this.tell = tell;
    this.changed = changed;
    this.metrics = metrics;
    this.startedAt = clock.now();
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

  private void pass() {
    var now = clock.now();
    var result = NodePass.run(memory, view(), now);
    memory = result.memory();
    var before = fleet;
    fleet = result.fleet();
    metrics.fleet(fleet);
    var different = different(before, fleet);
    if (leading.getAsBoolean()) {
      notices.between(before, fleet).forEach(this::say);
      fleet.nodes().values().forEach(this::refuseWrongConfirmation);
      if (mayAct.getAsBoolean()) result.plan().steps().forEach(this::execute);
    }
    boolean canAct = mayAct.getAsBoolean() && sources.synced();
    boolean again = canAct && !couldAct; // wake-ups that came meanwhile were dropped
    couldAct = canAct;
    if (again || !before.guards().equals(fleet.guards())) changed.accept(fleet.nodes().keySet());
    else if (!different.isEmpty()) changed.accept(different);
  }

  private NodeView view() {
    return new NodeView(
        sources.nodes().all(),
        sources.nodePolicies().all(),
        this::holdsEnforced,
        sources.policies().all().anyMatch(acceptance::lets),
        steering.nodes(),
        sources.synced(),
        sources.nodes().lastLeaseEventAt().orElse(startedAt),
        evidence.apiLastAnswerAt(),
        evidence.apiBackAt(),
        evidence.since());
  }

  private boolean holdsEnforced(String node) {
    return sources.pods().onNode(node).stream()
        .anyMatch(pod -> sources.policies().selecting(pod).anyMatch(acceptance::lets));
  }

  private static Set<String> different(Fleet before, Fleet after) {
    Set<String> names = ConcurrentHashMap.newKeySet();
    after
        .nodes()
        .forEach(
            (name, now) -> {
              if (looksDifferent(before.nodes().get(name), now)) names.add(name);
            });
    before.nodes().keySet().stream().filter(n -> !after.nodes().containsKey(n)).forEach(names::add);
    return names;
  }

  /** Renewed leases alone are no difference to anybody. */
  private static boolean looksDifferent(@Nullable NodeHealth before, NodeHealth now) {
    return before == null
        || before.verdict().getClass() != now.verdict().getClass()
        || before.marked() != now.marked()
        || !Objects.equals(before.hold(), now.hold())
        || !Objects.equals(before.maintenance(), now.maintenance())
        || !Objects.equals(before.zoneHoldUntil(), now.zoneHoldUntil());
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

  private void refuseWrongConfirmation(NodeHealth health) {
    var written = health.node().annotation(NodeAnnotations.CONFIRMED_DEAD);
    if (written != null && !written.equals(health.node().bootId())) {
      say(NodeNotices.refusedConfirmation(health, written));
    }
  }

  /** On a thread of its own: a slow call must not stop the judging. */
  private void execute(NodeStep step) {
    if (isResting(step) || !underWay.add(step.node())) return;
    actions.execute(
        () -> {
          try {
            report(step, executor.execute(step));
          } finally {
            underWay.remove(step.node());
          }
        });
  }

  /**
   * A step that was not done is planned again in the next pass; a conflict needs a moment to end.
   */
  private boolean isResting(NodeStep step) {
    long refusedAt = refusals.getOrDefault(step.node(), System.nanoTime() - REST.toNanos());
    return System.nanoTime() - refusedAt < REST.toNanos();
  }

  private void report(NodeStep step, Answer answer) {
    metrics.nodeStep(step, answer instanceof Answer.Accepted);
    switch (answer) {
      case Answer.Accepted accepted -> {
        refusals.remove(step.node());
        say(NodeNotices.done(step));
      }
      case Answer.Blocked blocked -> refused(step, blocked.why());
      case Answer.Moot moot -> refused(step, moot.why());
      case Answer.Rejected rejected -> refused(step, rejected.why());
      case Answer.NoAnswer noAnswer -> refused(step, noAnswer.why());
    }
  }

  private void refused(NodeStep step, String why) {
    refusals.put(step.node(), System.nanoTime());
    log.info(
        "{} of node {} was not done, to be decided afresh: {}", step.action(), step.node(), why);
  }

  void stop() throws InterruptedException {
    closed = true;
    poke();
    thread.join(PERIOD.multipliedBy(4).toMillis());
    actions.shutdown();
    actions.awaitTermination(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }
}
