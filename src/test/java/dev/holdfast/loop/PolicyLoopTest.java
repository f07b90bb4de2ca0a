package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Executor;
import dev.holdfast.action.Gate;
import dev.holdfast.action.InMemoryCluster;
import dev.holdfast.alarm.AlarmSender;
import dev.holdfast.alarm.AllowedAddresses;
import dev.holdfast.alarm.Runbooks;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Verdict;
import dev.holdfast.kube.source.LiveSecrets;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ops.AlarmMetrics;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.Metrics;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.Probed;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.status.Forged;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pod is faulty on a healthy node, and something is wrong with what is told of it. */
class PolicyLoopTest {
  private static final Fleet FLEET =
      fleet(health(node("{name: n}"), new Verdict.Healthy(NOON.minus(Duration.ofHours(1)))));

  /** An hour of which 292 million years were down. */
  private static final String FORGED =
      Forged.text(
          List.of(
              1L,
              NOON.minus(Duration.ofHours(2)).toEpochMilli(),
              7_200_000L,
              1L,
              0L,
              3_600_000L,
              0L,
              0L,
              0L,
              Long.MAX_VALUE,
              0L,
              Long.MAX_VALUE,
              0L,
              0L));

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final List<PolicyStatus> written = new ArrayList<>();
  private Instant now = NOON;
  private final QuietSources quiet = new QuietSources(() -> now);
  private final Gate gate = new Gate(() -> true, () -> false, 10, () -> 0);
  private final PolicyViews views =
      new PolicyViews(
          quiet.sources,
          gate,
          () -> FLEET,
          new Acceptance("holdfast-system", false),
          uid -> Probed.NONE,
          uid -> null);
  private final Accounts accounts = new Accounts(views, Optional::empty, () -> now);

  @BeforeEach
  void aFaultyPod() {
    var pod = pod("{name: p, node: n, owner: web, ready: false}");
    quiet.put(pod);
    quiet.put(
        new OwnerSignal(
            pod.namespace(),
            new OwnerRef("apps/v1", "ReplicaSet", "web", "uid-web"),
            null,
            1,
            false,
            null,
            false));
    cluster.pods.put("p", pod);
    cluster.nodes.put("n", node("{name: n}"));
  }

  @AfterEach
  void close() {
    quiet.close();
  }

  @Test
  void aFaultyPodIsEvicted() {
    run(policy(null));
    assertThat(cluster.changes()).containsExactly("evict uid-p");
  }

  @Test
  void aForgedAccountKeepsNoFaultyPodFromBeingEvicted() {
    run(policy(FORGED));
    assertThat(cluster.changes()).containsExactly("evict uid-p");
    assertThat(LedgerCodec.read(account()).since()).isEqualTo(NOON);
  }

  /** Nothing before 1970 can be written. */
  @Test
  void anAccountThatCannotBeWrittenKeepsNoFaultyPodFromBeingEvicted() {
    var policy = policy(null);
    now = Instant.parse("1969-07-20T20:17:40Z");
    accounts.look(PolicyReader.read(policy));
    now = NOON;

    run(policy);

    assertThat(cluster.changes()).containsExactly("evict uid-p");
    assertThat(written.getFirst().intents()).hasSize(1);
    assertThat(written.getFirst().incidents()).hasSize(1);
    assertThat(LedgerCodec.read(account()).since()).isEqualTo(NOON);
  }

  @Test
  void alarmsThatCannotBeSentKeepNoFaultyPodFromBeingEvicted() {
    var urls = List.of("http://127.0.0.1:9");
    var channel = new AlarmChannel(new AlarmChannel.Alertmanager(null, urls), null, null);

    run(policy(null, channel));

    assertThat(cluster.changes()).containsExactly("evict uid-p");
  }

  private String account() {
    return Objects.requireNonNull(written.getLast().account());
  }

  private void run(HighAvailabilityPolicy policy) {
    quiet.put(PolicyReader.read(policy));
    var bulkhead = new Bulkhead();
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var record = new PolicyRecord(new Recorder(this::write, () -> 0), desk(registry), bulkhead);
    var metrics = new Metrics(registry, () -> true, () -> 0);
    var telling = new Telling(accounts, record, notice -> true, metrics, bulkhead);
    var executor =
        new Executor(cluster, gate, Optional::empty, () -> FLEET, () -> now, Duration.ofSeconds(4));
    new PolicyLoop(
            views,
            telling,
            new StatusWriter(quiet.client),
            record,
            executor,
            new Steering(),
            () -> now)
        .run(policy);
  }

  /** Its clock fails where something is to be repeated to an Alertmanager. */
  private AlarmDesk desk(PrometheusMeterRegistry registry) {
    var sender =
        new AlarmSender(
            new AllowedAddresses(List.of()),
            Set.of(),
            new LiveSecrets(quiet.client),
            new Runbooks("https://example.com"),
            () -> now);
    return new AlarmDesk(
        sender,
        notice -> true,
        new AlarmMetrics(registry),
        origin -> {},
        () -> now,
        () -> {
          throw new IllegalStateException("no time");
        });
  }

  private Optional<HighAvailabilityPolicy> write(HighAvailabilityPolicy seen, PolicyStatus status) {
    written.add(status);
    var taken = new HighAvailabilityPolicy();
    taken.setMetadata(seen.getMetadata());
    taken.setSpec(seen.getSpec());
    taken.setStatus(status);
    return Optional.of(taken);
  }

  private static HighAvailabilityPolicy policy(@Nullable String account, AlarmChannel... alarms) {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid("uid-policy")
            .withResourceVersion("1")
            .withGeneration(1L)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .build());
    policy.setSpec(
        new PolicySpec(
            null, new LabelQuery(Map.of("app", "web"), null), null, null, null, List.of(alarms)));
    if (account != null) {
      policy.setStatus(
          new PolicyStatus(
              1L, null, null, null, null, null, null, null, null, null, account, null));
    }
    return policy;
  }
}
