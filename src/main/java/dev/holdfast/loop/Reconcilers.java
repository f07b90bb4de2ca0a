package dev.holdfast.loop;

import dev.holdfast.action.Executor;
import dev.holdfast.alarm.AlarmSender;
import dev.holdfast.alarm.AllowedAddresses;
import dev.holdfast.alarm.Origin;
import dev.holdfast.alarm.Runbooks;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kube.source.LiveSecrets;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.ops.AlarmMetrics;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Both reconcilers, with what their turns need and what wakes them. */
final class Reconcilers {
  private final OperatorConfig config;
  private final ClusterAccess access;
  private final NodeLoop nodeLoop;
  private final Supplier<Turnstile.Admission> admission;
  private final StatusWriter writer;
  private final PolicyViews views;
  private final AlarmSender alarms;
  private final Kept kept;
  private final PolicyReconciler policies;
  private final NodePolicyReconciler nodePolicies;
  private final Waker waker;
  private final Operator operator;

  /**
   * Reconcilers that are not running yet.
   *
   * @param admission whether this replica leads, and knows enough to
   * @param lastCalls how long calls that are under way may take when it is stopped
   */
  Reconcilers(
      OperatorConfig config,
      ClusterAccess access,
      Acceptance acceptance,
      Steering steering,
      NodeLoop nodeLoop,
      Watchpost watchpost,
      Supplier<Turnstile.Admission> admission,
      Duration lastCalls) {
    this.config = config;
    this.access = access;
    this.nodeLoop = nodeLoop;
    this.admission = admission;
    this.writer = new StatusWriter(access.client());
    this.views =
        new PolicyViews(
            access.sources(),
            access.gate(),
            nodeLoop::fleet,
            acceptance,
            watchpost::of,
            watchpost::run);
    this.alarms = alarms();
    this.kept = nothingKept(steering);
    this.policies = policies();
    this.nodePolicies = nodePolicies();
    this.waker =
        new Waker(
            access.sources(),
            kept.accounts(),
            access.gate(),
            kept.bulkhead(),
            this::forget,
            policies.wakeups(),
            nodePolicies.wakeups(),
            nodeLoop::poke);
    this.operator = operator(lastCalls);
    access.metrics().measure(readings()::all, access.clock()::now);
  }

  private AlarmSender alarms() {
    var rights = config.alarms();
    return new AlarmSender(
        new AllowedAddresses(List.copyOf(rights.addresses())),
        rights.namespaces(),
        new LiveSecrets(access.client()),
        new Runbooks(rights.runbooks()),
        access.clock()::now);
  }

  private Kept nothingKept(Steering steering) {
    var clock = access.clock();
    return new Kept(
        new Accounts(views, access.leadership()::predecessor, clock::now),
        new Recorder(writer::write, System::nanoTime),
        new AlarmDesk(
            alarms,
            access.events()::tell,
            new AlarmMetrics(access.registry()),
            this::answered,
            clock::now,
            System::nanoTime),
        steering,
        new Newest(),
        new Bulkhead());
  }

  private PolicyReconciler policies() {
    var record = new PolicyRecord(kept.recorder(), kept.desk(), kept.bulkhead());
    var telling =
        new Telling(
            kept.accounts(), record, access.events()::tell, access.metrics(), kept.bulkhead());
    var executor =
        new Executor(
            access.live(),
            access.gate(),
            access.handbrake(),
            nodeLoop::fleet,
            access.clock()::now,
            config.lease().duration());
    var loop =
        new PolicyLoop(
            views, telling, writer, record, executor, kept.steering(), access.clock()::now);
    return new PolicyReconciler(
        loop,
        admission,
        kept.newest(),
        access.metrics(),
        nodeLoop::poke,
        config.reconcileThreads());
  }

  private NodePolicyReconciler nodePolicies() {
    return new NodePolicyReconciler(
        writer,
        kept.desk(),
        config.namespace(),
        nodeLoop::fleet,
        nodeLoop::losses,
        access.sources().warnings()::picture,
        access.clock()::now,
        admission);
  }

  private Operator operator(Duration lastCalls) {
    var built =
        new Operator(
            o ->
                o.withKubernetesClient(access.client())
                    .withUseSSAToPatchPrimaryResource(false)
                    .withConcurrentReconciliationThreads(config.reconcileThreads())
                    .withStopOnInformerErrorDuringStartup(true)
                    .withReconciliationTerminationTimeout(lastCalls));
    built.register(policies);
    built.register(nodePolicies);
    return built;
  }

  private PolicyReadings readings() {
    return new PolicyReadings(
        access.sources().policies(), kept.accounts(), policies::isDeleting, kept.bulkhead());
  }

  private void answered(Origin policy) {
    waker.answered(policy);
  }

  private void forget(KnownPolicy policy) {
    kept.forget(policy);
    policies.forget(policy);
  }

  void start() {
    operator.start();
  }

  Waker waker() {
    return waker;
  }

  Kept kept() {
    return kept;
  }

  /** No alarm goes out any more, and nobody is woken; turns may be under way. */
  void rest() {
    alarms.close();
    policies.wakeups().close();
    nodePolicies.wakeups().close();
  }

  /** Waits for turns that are under way. */
  void stop() {
    operator.stop();
  }
}
