package dev.holdfast.loop;

import dev.holdfast.action.Executor;
import dev.holdfast.action.Gate;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.alarm.AlarmSender;
import dev.holdfast.alarm.AllowedAddresses;
import dev.holdfast.alarm.Origin;
import dev.holdfast.alarm.Runbooks;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.health.Fleet;
import dev.holdfast.kube.call.CallObserver;
import dev.holdfast.kube.source.ApiClient;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.kube.source.LiveSecrets;
import dev.holdfast.kube.write.EventWriter;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.kube.write.LiveHandbrake;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.ops.AlarmMetrics;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.HttpEndpoints;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.probe.ProbeEngine;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator, put together: followers run all of it but the acts, so that they take over warm.
 */
public final class Holdfast implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Holdfast.class);

  /**
   * How often it is said what a start waits for: large clusters list slowly, a few seconds each.
   */
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);

  /** A call that is under way when we are told to stop: longer than a healthy API server takes. */
  private static final Duration LAST_CALLS = Duration.ofMillis(500);

  private final OperatorConfig config;
  private final SteadyClock clock = new SteadyClock();
  private final PrometheusMeterRegistry registry;
  private final Metrics metrics;
  private final KubernetesClient client;
  private final ClusterSources sources;
  private final Leadership leadership;
  private final Gate gate;
  private final EventWriter events;
  private final EvidenceWatch evidence;
  private final Accounts accounts;
  private final Recorder recorder;
  private final AlarmSender alarms;
  private final AlarmDesk desk;
  private final Probing probing;
  private final Observer observer;
  private final NodeLoop nodeLoop;
  private final PolicyReconciler policies;
  private final NodePolicyReconciler nodePolicies;
  private final Waker waker;
  private final Operator operator;
  private final HttpEndpoints http;
  private volatile boolean started;
  private volatile boolean closing;

  public Holdfast(OperatorConfig config, Config cluster) {
    this.config = config;
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.metrics = new Metrics(registry, this::isLeading, System::nanoTime);
    this.client = ApiClient.of(cluster, new CallObserver(metrics::called, System::nanoTime));
    this.sources = new ClusterSources(client, config.namespace(), clock::now);
    this.leadership =
        new Leadership(
            client.getConfiguration(),
            config.namespace(),
            config.replica().identity(),
            config.lease(),
            new OnLeadership());
    this.gate =
        new Gate(
            leadership::isLeading,
            sources.emergencyStop()::engaged,
            config.movesPerMinute(),
            System::nanoTime);
    this.events = new EventWriter(client, clock::now, config.replica().name());
    metrics.eventsLost(events::lost);
    var live = new LiveCluster(client, clock::now);
    var steering = new Steering();
    var newest = new Newest();
    var writer = new StatusWriter(client);
    var acceptance = new Acceptance(config.namespace(), config.allowProtectedNamespaces());
    this.evidence = new EvidenceWatch(clock, leadership::sinceLastAnswer, metrics);
    this.nodeLoop =
        new NodeLoop(
            sources,
            clock,
            evidence,
            acceptance,
            leadership::isLeading,
            () -> gate.shut().isEmpty(),
            steering,
            new NodeExecutor(live, gate, this::fleet, clock::now),
            new NodeNotices(config.namespace()),
            events::tell,
            this::nodesChanged,
            metrics);
    var engine = new ProbeEngine(clock, this::probed);
    var opinions = new Opinions(nodeLoop::fleet, engine::run, engine::health, this::wake);
    this.probing = new Probing(sources, acceptance, engine, opinions);
    this.observer = new Observer(config, client, sources, probing, evidence::since, clock::now);
    metrics.votesLost(observer::failures);
    var views =
        new PolicyViews(sources, gate, nodeLoop::fleet, acceptance, opinions::of, engine::run);
    this.accounts = new Accounts(views, leadership::predecessor, clock::now);
    this.alarms =
        new AlarmSender(
            new AllowedAddresses(List.copyOf(config.alarms().addresses())),
            config.alarms().namespaces(),
            new LiveSecrets(client),
            new Runbooks(config.alarms().runbooks()),
            clock::now);
    var bulkhead = new Bulkhead();
    this.desk =
        new AlarmDesk(
            alarms,
            events::tell,
            new AlarmMetrics(registry),
            this::answered,
            clock::now,
            System::nanoTime);
    var executor =
        new Executor(
            live, gate, new LiveHandbrake(client, config.namespace()), nodeLoop::fleet, clock::now);
    this.recorder = new Recorder(writer::write, System::nanoTime);
    var record = new PolicyRecord(recorder, desk, bulkhead);
    var telling = new Telling(accounts, record, events::tell, metrics, bulkhead);
    var loop = new PolicyLoop(views, telling, writer, record, executor, steering, clock::now);
    this.policies =
        new PolicyReconciler(
            loop, this::mayRun, newest, metrics, nodeLoop::poke, config.reconcileThreads());
    metrics.measure(
        new PolicyReadings(sources.policies(), accounts, policies::isDeleting, bulkhead)::all,
        clock::now);
    this.nodePolicies =
        new NodePolicyReconciler(
            writer,
            desk,
            config.namespace(),
            nodeLoop::fleet,
            nodeLoop::losses,
            sources.warnings()::picture,
            clock::now,
            this::mayRun);
    this.waker =
        new Waker(
            sources,
            accounts,
            gate,
            bulkhead,
            forgetting(steering, newest, bulkhead),
            policies.wakeups(),
            nodePolicies.wakeups(),
            nodeLoop::poke);
    this.operator = operator();
    var checks = new Checks(() -> started, nodeLoop, evidence, leadership, sources);
    this.http = HttpEndpoints.open(config.httpHost(), config.httpPort(), checks.health(), registry);
  }

  /** Of a policy that is gone. */
  private Consumer<KnownPolicy> forgetting(Steering steering, Newest newest, Bulkhead bulkhead) {
    return policy -> {
      var uid = policy.key().uid();
      steering.want(uid, Set.of());
      newest.forget(uid);
      recorder.forget(uid);
      accounts.forget(policy);
      desk.forget(uid);
      policies.forget(policy);
      bulkhead.forget("policy " + policy.key());
    };
  }

  private Operator operator() {
    var built =
        new Operator(
            o ->
                o.withKubernetesClient(client)
                    .withUseSSAToPatchPrimaryResource(false)
                    .withConcurrentReconciliationThreads(config.reconcileThreads())
                    .withStopOnInformerErrorDuringStartup(true)
                    .withReconciliationTerminationTimeout(LAST_CALLS));
    built.register(policies);
    built.register(nodePolicies);
    return built;
  }

  /**
   * Starts everything; returns when the caches are full and this replica may lead. An API server
   * that is away, or rights that are missing, are waited for and told, not fled from: to be started
   * again, ever more seldom, would only make a replica come later.
   */
  public void start() throws InterruptedException {
    sources.addListener(waker);
    sources.votes().addListener(voter -> nodeLoop.poke());
    sources.warnings().addListener(waker::wakeNodePolicies);
    leadership.start();
    sources.start();
    if (!awaitLists()) return;
    evidence.start();
    probing.start();
    observer.start();
    nodeLoop.start();
    operator.start();
    started = true;
    waker.wakeAll();
    log.info(
        "{} watches {} nodes and {} pods; health and metrics on port {}",
        config.replica().name(),
        sources.nodes().size(),
        sources.pods().size(),
        http.port());
  }

  /** False when it was told to stop meanwhile. */
  private boolean awaitLists() throws InterruptedException {
    var missing = sources.awaitListed(SAY_EVERY);
    while (missing.isPresent() && !closing) {
      log.warn("Not ready, and still trying: {}", missing.get());
      missing = sources.awaitListed(SAY_EVERY);
    }
    return !closing;
  }

  private boolean mayRun() {
    return started && leadership.isLeading() && sources.synced();
  }

  private boolean isLeading() {
    return leadership.isLeading();
  }

  private Fleet fleet() {
    return nodeLoop.fleet();
  }

  /** A probe brought something new. */
  private void probed(String target) {
    log.debug("{} answers otherwise than before", target);
    observer.look();
  }

  /** Something else is to be said of it. */
  private void wake(KnownPolicy policy) {
    var key = policy.key();
    policies.wakeups().now(new ResourceID(key.name(), key.namespace()));
  }

  /** There are answers of receivers, for the policy's journal. */
  private void answered(Origin origin) {
    if (origin.namespace().isEmpty()) {
      nodePolicies.wakeups().now(new ResourceID(origin.name(), null));
    } else {
      policies.wakeups().now(new ResourceID(origin.name(), origin.namespace()));
    }
  }

  private void nodesChanged(Set<String> nodes) {
    waker.nodesChanged(nodes);
  }

  private final class OnLeadership implements Leadership.Listener {
    @Override
    public void started() {
      log.info("{} leads", config.replica().name());
      accounts.lead();
      recorder.lead(clock.now());
      desk.forgetTerm();
      metrics.termBegan();
      if (started) waker.wakeAll();
    }

    @Override
    public void stopped() {
      log.info("{} does not lead any more", config.replica().name());
      accounts.handOver();
      desk.forgetTerm();
    }
  }

  /** Lets calls that are under way end, gives the lease back, and stops. */
  @Override
  public void close() {
    closing = true;
    leadership.standDown();
    try {
      if (!gate.close(LAST_CALLS)) {
        log.warn("a call is still under way; the next leader finds out what came of it");
      }
      leadership.close();
      events.close();
      alarms.close();
      policies.wakeups().close();
      nodePolicies.wakeups().close();
      probing.stop();
      observer.close();
      nodeLoop.stop();
      evidence.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    operator.stop();
    sources.stop();
    http.close();
    client.close();
  }
}
