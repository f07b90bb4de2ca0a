package dev.holdfast.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampingLockTest {
  private static final long CALL = Duration.ofMillis(70).toNanos();
  private static final long PAUSE = Duration.ofMillis(400).toNanos();
  private static final TemporalUnitWithinOffset SOON =
      new TemporalUnitWithinOffset(5, ChronoUnit.SECONDS);

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final ApiServer server = new ApiServer();
  private long nanos = 1_000;
  private final StampingLock lock = new StampingLock(server, () -> nanos);

  /** Takes {@code CALL} for each request, and answers what a test wants it to. */
  private final class ApiServer implements Lock {
    @Nullable LeaderElectionRecord record;
    @Nullable RuntimeException failure;

    @Override
    @SuppressWarnings("NullAway") // the interface says null where there is no lease yet
    public LeaderElectionRecord get(KubernetesClient client) {
      answer();
      return record;
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
      answer();
      record = wanted;
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
      answer();
      record = wanted;
    }

    private void answer() {
      nanos += CALL;
      if (failure != null) throw failure;
    }

    @Override
    public String identity() {
      return "us";
    }

    @Override
    public String describe() {
      return "lease of this test";
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aRenewalCountsFromBeforeTheCallAndAnAnswerFromAfterIt() {
    lock.update(client, heldBy("us", 0));
    assertThat(lock.renewedNanos()).isEqualTo(1_000);
    assertThat(lock.answeredNanos()).isEqualTo(1_000 + CALL);
  }

  @Test
  void makingTheLeaseIsARenewalToo() {
    nanos += PAUSE;
    lock.create(client, heldBy("us", 0));
    assertThat(lock.renewedNanos()).isEqualTo(1_000 + PAUSE);
  }

  @Test
  void lookingIsNoRenewal() {
    lock.update(client, heldBy("us", 0));
    nanos += PAUSE;
    lock.get(client);
    assertThat(lock.renewedNanos()).isEqualTo(1_000);
  }

  @Test
  void aFailedRenewalDoesNotCount() {
    lock.update(client, heldBy("us", 0));
    nanos += PAUSE;
    server.failure = new KubernetesClientException("timed out");
    assertThatThrownBy(() -> lock.update(client, heldBy("us", 1)))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(lock.renewedNanos()).isEqualTo(1_000);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "403, true",
    "404, true",
    "409, true",
    "429, false",
    "500, false",
    "503, false",
    "504, false",
    "0, false", // no answer at all
  })
  void onlyAnAnswerThatShowsAWorkingServerCountsAsOne(int code, boolean counts) {
    server.failure = new KubernetesClientException("seeded by a test", code, null);
    assertThatThrownBy(() -> lock.get(client)).isSameAs(server.failure);
    assertThat(lock.answeredNanos()).isEqualTo(counts ? 1_000 + CALL : 1_000);
    assertThat(lock.triedNanos()).isEqualTo(1_000);
  }

  @Test
  void anyFailureReachesTheElectorAsTheOneThatItSurvives() {
    server.failure = new IllegalStateException("seeded by a test");
    assertThatThrownBy(() -> lock.get(client))
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCause(server.failure);
  }

  @ParameterizedTest(name = "a clock {0} away from ours")
  @CsvSource({"PT0S", "PT1H", "PT-1H"})
  void anothersLeaseIsAsOldAsWeHaveSeenItUnchangedWhateverItsClockSays(Duration skew) {
    server.record = heldBy("them", skew.toSeconds());
    lock.get(client);
    nanos += Duration.ofMinutes(30).toNanos();
    assertThat(requireNonNull(lock.get(client)).getRenewTime())
        .isCloseTo(now().minusMinutes(30), SOON);

    server.record = heldBy("them", skew.toSeconds() + 1);
    assertThat(requireNonNull(lock.get(client)).getRenewTime()).isCloseTo(now(), SOON);
  }

  @Test
  void ourOwnLeaseIsLeftAsItIs() {
    server.record = heldBy("us", -3600);
    assertThat(lock.get(client)).isSameAs(server.record);
  }

  private static LeaderElectionRecord heldBy(String holder, long renewedSecondsFromNow) {
    var renewed = now().truncatedTo(ChronoUnit.HOURS).plusSeconds(renewedSecondsFromNow);
    return new LeaderElectionRecord(holder, Duration.ofSeconds(4), renewed, renewed, 0);
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }
}
