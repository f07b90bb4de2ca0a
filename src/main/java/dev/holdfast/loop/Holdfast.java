package dev.holdfast.loop;

import dev.holdfast.action.NodeExecutor;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.health.Fleet;
import dev.holdfast.ops.HttpEndpoints;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import io.fabric8.kubernetes.client.Config;
import java.time.Duration;
import java.util.Set;
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
  private final ClusterAccess access;
  private final EvidenceWatch evidence;
  private final NodeLoop nodeLoop;
  private final Watchpost watchpost;
  private final Reconcilers reconcilers;
  private final HttpEndpoints http;
  private volatile boolean started;
  private volatile boolean closing;

  public Holdfast(OperatorConfig config, Config cluster) {
    this.config = config;
    this.access = new ClusterAccess(config, cluster, new OnLeadership());
    var leadership = access.leadership();
    var acceptance = new Acceptance(config.namespace(), config.allowProtectedNamespaces());
    var steering = new Steering();
    this.evidence =
        new EvidenceWatch(access.clock(), leadership::sinceLastAnswer, access.metrics());
    this.nodeLoop = nodeLoop(acceptance, steering);
    this.watchpost =
        new Watchpost(config, access, acceptance, nodeLoop::fleet, evidence::since, this::wake);
    this.reconcilers =
        new Reconcilers(
            config, access, acceptance, steering, nodeLoop, watchpost, this::admission, LAST_CALLS);
    var checks = new Checks(() -> started, nodeLoop, evidence, leadership, access.sources());
    this.http =
        HttpEndpoints.open(
            config.httpHost(), config.httpPort(), checks.health(), access.registry());
  }

  private NodeLoop nodeLoop(Acceptance acceptance, Steering steering) {
    return new NodeLoop(
        access.sources(),
        access.clock(),
        evidence,
        acceptance,
        access::isLeading,
        () -> access.gate().shut().isEmpty(),
        steering,
        new NodeExecutor(
            access.live(), access.gate(), access.handbrake(), this::fleet, access.clock()::now),
        new NodeNotices(config.namespace()),
        access.events()::tell,
        this::nodesChanged,
        access.metrics());
  }

  /**
   * Starts everything; returns when the caches are full and this replica may lead. An API server
   * that is away, or rights that are missing, are waited for and told, not fled from: to be started
   * again, ever more seldom, would only make a replica come later.
   */
  public void start() throws InterruptedException {
    var sources = access.sources();
    var waker = reconcilers.waker();
    sources.addListener(waker);
    sources.votes().addListener(voter -> nodeLoop.poke());
    sources.warnings().addListener(waker::wakeNodePolicies);
    access.leadership().start();
    sources.start();
    if (!awaitLists()) return;
    evidence.start();
    watchpost.start();
    nodeLoop.start();
    reconcilers.start();
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
    var missing = access.sources().awaitListed(SAY_EVERY);
    while (missing.isPresent() && !closing) {
      log.warn("Not ready, and still trying: {}", missing.get());
      missing = access.sources().awaitListed(SAY_EVERY);
    }
    return !closing;
  }

  private Turnstile.Admission admission() {
    if (!started || !access.leadership().holds()) return Turnstile.Admission.NOT_HERE;
    return access.isLeading() && access.sources().synced()
        ? Turnstile.Admission.NOW
        : Turnstile.Admission.SOON;
  }

  private Fleet fleet() {
    return nodeLoop.fleet();
  }

  private void nodesChanged(Set<String> nodes) {
    reconcilers.waker().nodesChanged(nodes);
  }

  private void wake(KnownPolicy policy) {
    reconcilers.waker().wake(policy);
  }

  private final class OnLeadership implements Leadership.Listener {
    @Override
    public void started() {
      log.info("{} leads", config.replica().name());
      reconcilers.kept().lead(access.clock().now());
      access.metrics().termBegan();
      if (started) reconcilers.waker().wakeAll();
    }

    @Override
    public void stopped() {
      log.info("{} does not lead any more", config.replica().name());
      reconcilers.kept().handOver();
    }
  }

  /** Lets calls that are under way end, gives the lease back, and stops. */
  @Override
  public void close() {
    closing = true;
    access.leadership().standDown();
    try {
      if (!access.gate().close(LAST_CALLS)) {
        log.warn("a call is still under way; the next leader finds out what came of it");
      }
      access.leadership().close();
      access.events().close();
      reconcilers.rest();
      watchpost.stop();
      nodeLoop.stop();
      evidence.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reconcilers.stop();
    access.sources().stop();
    http.close();
    access.client().close();
  }
}
