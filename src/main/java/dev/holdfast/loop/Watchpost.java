package dev.holdfast.loop;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.health.Fleet;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.Probed;
import dev.holdfast.probe.ProbeEngine;
import dev.holdfast.signal.ProbeRun;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this replica sees by probes of its own, and tells the others. */
final class Watchpost {
  private static final Logger log = LoggerFactory.getLogger(Watchpost.class);

  private final ProbeEngine engine;
  private final Opinions opinions;
  private final Probing probing;
  private final Observer observer;

  /**
   * A post that looks at nothing yet.
   *
   * @param evidenceSince since when this process watched without a hole
   * @param differs told each policy about whose pods something else is to be said
   */
  Watchpost(
      OperatorConfig config,
      ClusterAccess access,
      Acceptance acceptance,
      Supplier<Fleet> fleet,
      Supplier<Instant> evidenceSince,
      Consumer<KnownPolicy> differs) {
    var clock = access.clock();
    var sources = access.sources();
    this.engine = new ProbeEngine(clock, this::probed);
    this.opinions = new Opinions(fleet, engine::run, engine::health, differs);
    this.probing = new Probing(sources, acceptance, engine, opinions);
    this.observer =
        new Observer(config, access.client(), sources, probing, evidenceSince, clock::now);
    access.metrics().votesLost(observer::failures);
  }

  void start() {
    probing.start();
    observer.start();
  }

  /** A probe brought something new. */
  private void probed(String target) {
    log.debug("{} answers otherwise than before", target);
    observer.look();
  }

  /** Of a node or a pod, by its uid; absent while it is not asked. */
  @Nullable ProbeRun run(String uid) {
    return engine.run(uid);
  }

  /** Of the pods of the policy with that uid. */
  Probed of(String policyUid) {
    return opinions.of(policyUid);
  }

  void stop() {
    probing.stop();
    observer.close();
  }
}
