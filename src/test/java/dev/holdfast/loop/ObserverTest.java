package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kube.source.ObserverLease;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.VoteCodec;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica's probes bring is what its lease says; the nodes are n0, where it runs, to n4. */
@EnableKubernetesMockClient(crud = true, https = false)
class ObserverTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private @Nullable Observer observer;
  private final QuietSources quiet = new QuietSources(() -> NOW);
  private volatile Map<String, ProbeRun> runs = Map.of();
  private volatile Instant evidenceSince = NOW.minusSeconds(3600);

  @BeforeEach
  void prepare() {
    var all = new HashMap<String, ProbeRun>();
    for (int i = 0; i < 5; i++) {
      quiet.put(node("{name: n%d, uid: u%d, zone: %s}".formatted(i, i, i < 3 ? "a" : "b")));
      all.put("u" + i, run("A"));
    }
    quiet.put(pod("{name: red, node: n0}"));
    quiet.put(pod("{name: web, uid: uid-web, node: n1}"));
    runs = Map.copyOf(all);
  }

  @AfterEach
  void close() {
    if (observer != null) observer.close();
    quiet.close();
  }

  /** One probe a second, the last one now. */
  private static ProbeRun run(String answers) {
    var run = ProbeRun.first(ProbeAnswer.ANSWERED, NOW.minusSeconds(answers.length()));
    for (int i = 0; i < answers.length(); i++) {
      var answer = answers.charAt(i) == 'A' ? ProbeAnswer.ANSWERED : ProbeAnswer.SILENT;
      run = run.next(answer, NOW.minusSeconds(answers.length() - 1L - i));
    }
    return run;
  }

  private final Probes probes =
      new Probes() {
        @Override
        public Map<String, ProbeRun> runs() {
          return runs;
        }

        @Override
        public int failureThreshold(String target) {
          return target.equals("u4") ? 4 : 3;
        }
      };

  private void probed(String uid, String answers) {
    var all = new HashMap<>(runs);
    all.put(uid, run(answers));
    runs = Map.copyOf(all);
  }

  private void start(Map<String, String> settings) {
    var env = new HashMap<>(settings);
    env.put("HOLDFAST_NAMESPACE", "shop");
    env.put("HOLDFAST_IDENTITY", "red");
    observer =
        new Observer(
            OperatorConfig.from(env),
            client,
            quiet.sources,
            probes,
            () -> evidenceSince,
            () -> NOW);
    observer.start();
  }

  private Optional<Lease> lease() {
    return Optional.ofNullable(
        client.leases().inNamespace("shop").withName("holdfast-observer-red").get());
  }

  private Optional<Vote> vote() {
    return lease()
        .flatMap(l -> VoteCodec.decode(l.getMetadata().getAnnotations().get(ObserverLease.VOTE)));
  }

  private void awaitVote(Predicate<Vote> that) {
    await().until(() -> vote().filter(that).isPresent());
  }

  @Test
  void whatItDoesNotReachIsToldWithTheSignsOfLifeThatItSaw() {
    start(Map.of("HOLDFAST_NODE", "n0"));
    awaitVote(vote -> vote.nodes().isEmpty());
    probed("uid-web", "AAAAS");
    probed("u1", "SSS");
    awaitVote(vote -> !vote.nodes().isEmpty());

    var miss = Objects.requireNonNull(vote().orElseThrow().nodes().get("u1"));
    assertThat(miss.age()).isEqualTo(Duration.ofSeconds(2));
    assertThat(miss.podAnswered()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aTargetIsMissedWhereAsManyProbesInARowSaySoAsItsPolicyDemands() {
    start(Map.of());
    probed("u4", "AAASSS");
    probed("u1", "AAASSS");
    awaitVote(vote -> vote.nodes().keySet().equals(Set.of("u1")));
    probed("u4", "AAASSSS");
    awaitVote(vote -> vote.nodes().keySet().equals(Set.of("u1", "u4")));
  }

  @Test
  void aCleanStopTakesTheVoteBack() {
    start(Map.of());
    await().until(() -> lease().isPresent());
    close();
    assertThat(lease()).isEmpty();
  }

  @Test
  void itsZoneIsThatOfItsNode() {
    start(Map.of("HOLDFAST_NODE", "n3"));
    awaitVote(vote -> vote.zone().equals("b"));
  }

  @Test
  void itsZoneIsTheOneThatASettingNames() {
    start(Map.of("HOLDFAST_NODE", "n3", "HOLDFAST_ZONE", "rack-7"));
    awaitVote(vote -> vote.zone().equals("rack-7"));
  }

  @Test
  void withoutANodeNobodyKnowsItsZone() {
    start(Map.of());
    awaitVote(vote -> vote.zone().isEmpty() && vote.abstains() == null);
  }

  @Test
  void itsLeaseGoesWithItsPod() {
    start(Map.of());
    await().until(() -> lease().isPresent());
    assertThat(lease().orElseThrow().getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getUid)
        .containsOnly("uid-red");
  }

  @Test
  void afterAHoleInItsWatchingItAbstainsUntilItHasLookedAgain() {
    probed("u1", "SSS");
    start(Map.of());
    awaitVote(vote -> vote.nodes().containsKey("u1"));
    evidenceSince = NOW.minusSeconds(1);
    awaitVote(vote -> vote.abstains() != null && vote.nodes().isEmpty());
  }
}
