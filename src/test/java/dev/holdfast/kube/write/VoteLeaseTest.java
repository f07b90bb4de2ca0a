package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kube.source.ObserverLease;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.VoteCodec;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a vote is written, for an API server that answers what the test says. */
@EnableKubernetesMockClient(https = false)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class VoteLeaseTest {
  private static final String LEASES =
      "/apis/coordination.k8s.io/v1/namespaces/holdfast-system/leases";

  private static final String OURS = LEASES + "/holdfast-observer-red";
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00.123456Z");

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private final AtomicInteger ballots = new AtomicInteger();
  private volatile Map<String, Vote.Miss> missed = Map.of();
  private Optional<PodRef> pod = Optional.of(new PodRef("holdfast-system", "red", "u-1"));

  private @Nullable VoteLease lease;

  private VoteLease unstarted() {
    var seat = new VoteLease.Seat("holdfast-system", "red", "red-1234", () -> pod);
    return new VoteLease(client, seat, this::vote, () -> NOON);
  }

  private VoteLease start() {
    var started = unstarted();
    lease = started;
    started.start();
    return started;
  }

  /** The first request of a client may take longer than a vote is given. */
  @BeforeEach
  void warmUp() throws InterruptedException {
    assertThat(client.configMaps().inNamespace("n").withName("none").get()).isNull();
    next();
  }

  @AfterEach
  void stop() {
    if (lease != null) lease.close();
  }

  private Vote vote(long sequence) {
    ballots.incrementAndGet();
    return new Vote("red", "a", "", sequence, null, 20, missed, Map.of());
  }

  private static Map<String, Vote.Miss> node(String uid) {
    return Map.of(
        uid, new Vote.Miss(ProbeAnswer.SILENT, Duration.ofSeconds(3), Duration.ofSeconds(3), null));
  }

  private void answersPatches() {
    server.expect().patch().withPath(OURS).andReturn(200, new Lease()).always();
  }

  private RecordedRequest next() throws InterruptedException {
    return server.takeRequest(10, TimeUnit.SECONDS);
  }

  private Lease written(RecordedRequest request) {
    var body = request.getBody().readUtf8();
    return client.getKubernetesSerialization().unmarshal(body, Lease.class);
  }

  @Test
  void itIsCreatedWhereThereIsNoneAndPatchedFromThenOn() throws Exception {
    server
        .expect()
        .patch()
        .withPath(OURS)
        .andReturn(404, new StatusBuilder().withCode(404).build())
        .once();
    server.expect().post().withPath(LEASES).andReturn(201, new Lease()).once();
    answersPatches();
    server.expect().delete().withPath(OURS).andReturn(200, new Lease()).once();
    start();
    assertThat(next().getMethod()).isEqualTo("PATCH");
    var created = next();
    assertThat(created.getMethod()).isEqualTo("POST");
    var second = next();
    assertThat(second.getMethod()).isEqualTo("PATCH");
    assertThat(vote(written(created))).contains(vote(1));
    assertThat(vote(written(second))).as("so that others see it change").contains(vote(2));
    stop();
    var last = next();
    assertThat(last.getMethod() + " " + last.getPath()).isEqualTo("DELETE " + OURS);
  }

  private static Optional<Vote> vote(Lease lease) {
    return VoteCodec.decode(lease.getMetadata().getAnnotations().get(ObserverLease.VOTE));
  }

  @Test
  void itSaysWhoWroteItWhenAndWithWhichPodItGoes() throws Exception {
    answersPatches();
    start();
    var patch = next();
    var written = written(patch);

    assertThat(patch.getHeader("Content-Type")).startsWith("application/merge-patch+json");
    assertThat(written.getMetadata().getLabels()).containsEntry("holdfast.dev/observer", "true");
    assertThat(written.getSpec().getHolderIdentity()).isEqualTo("red-1234");
    assertThat(written.getSpec().getRenewTime().toInstant()).isEqualTo(NOON);
    assertThat(written.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind() + " " + owner.getName()).isEqualTo("Pod red");
              assertThat(owner.getUid()).isEqualTo("u-1");
              assertThat(owner.getBlockOwnerDeletion()).isNull();
            });
  }

  @Test
  void outsideOfAPodNobodyOwnsIt() throws Exception {
    pod = Optional.empty();
    answersPatches();
    start();
    assertThat(written(next()).getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void newsAreWrittenAtOnceAndThenThereIsRest() throws Exception {
    answersPatches();
    start();
    next();
    next();
    long changed = System.nanoTime();
    missed = node("n1");
    assertThat(vote(written(next())).orElseThrow().nodes()).containsOnlyKeys("n1");
    assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(3));

    assertThat(server.takeRequest(2, TimeUnit.SECONDS)).isNull();
  }

  /** Left alone it looks twice a second. */
  @Test
  void whoHearsOfNewsLooksSoonAndNotForEachOfThem() {
    answersPatches();
    var lease = start();
    await().until(() -> ballots.get() >= 2);
    int before = ballots.get();
    long began = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              lease.look();
              return ballots.get() >= before + 10;
            });
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
  }

  @Test
  void newsAfterTheEndHarmNobody() throws Exception {
    answersPatches();
    var lease = start();
    next();
    stop();
    int before = ballots.get();
    lease.look();
    assertThat(ballots).hasValue(before);
  }

  @Test
  void whatNobodyTookIsSaidAgainAndCounted() throws Exception {
    server.expect().patch().withPath(OURS).andReturn(503, null).times(2);
    answersPatches();
    var lease = start();
    await().until(() -> lease.failures() >= 2);
    List<Long> sequences = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sequences.add(vote(written(next())).orElseThrow().sequence());
    }
    assertThat(sequences).as("none is used twice").containsExactly(1L, 2L, 3L, 4L);
  }

  /** The API server is slow; whoever composes votes and whoever stops us is not. */
  @Test
  void whatIsNotAnsweredIsGivenUpAfterASecond() {
    server.expect().patch().delay(5_000).withPath(OURS).andReturn(200, new Lease()).always();
    var lease = start();
    long began = System.nanoTime();
    await().until(() -> lease.failures() > 0);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whoNeverVotedHasNothingToTakeBack() {
    unstarted().close();

    assertThat(server.getRequestCount()).as("but for the one that warms up").isOne();
  }

  @Test
  void aBallotThatFailsEndsNothing() throws Exception {
    answersPatches();
    missed = Map.of("", new Vote.Miss(ProbeAnswer.SILENT, Duration.ZERO, Duration.ZERO, null));
    var lease = start();
    await().until(() -> lease.failures() > 0);
    missed = Map.of();
    assertThat(vote(written(next())).orElseThrow().nodes()).isEmpty();
  }
}
