package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.loop.Recorder.Recorded;
import dev.holdfast.status.News;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an API server that keeps what it is sent, or what its definition knows of it. */
class RecorderTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Duration time = Duration.ofHours(-1);
  private final List<Integer> written = new ArrayList<>();
  private final List<Duration> writtenAt = new ArrayList<>();
  private final Recorder recorder = new Recorder(this::write, () -> time.toNanos());
  private UnaryOperator<PolicyStatus> keeps = UnaryOperator.identity();
  private boolean conflict;
  private HighAvailabilityPolicy policy = policy("1", null);

  @Test
  void theFirstNewsAreWrittenAtOnce() {
    assertThat(record(1)).isInstanceOf(Recorded.Standing.class);
    assertThat(written).containsExactly(1);
  }

  @Test
  void whatIsNoNewsIsNotWrittenHoweverLongAgo() {
    record(1);
    time = time.plusSeconds(60);
    assertThat(record(1)).isInstanceOf(Recorded.Standing.class);
    assertThat(written).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 50, 100, 333, 999})
  void newsThatNeverEndAreWrittenOnceASecondAndTheLastOfThemToo(long every) {
    flap(Duration.ofMillis(every), Duration.ofSeconds(10));

    assertThat(written).hasSizeBetween(6, 11);
    for (int i = 1; i < writtenAt.size(); i++) {
      assertThat(writtenAt.get(i).minus(writtenAt.get(i - 1)))
          .isGreaterThanOrEqualTo(Recorder.PACE);
    }
    int last = (int) (10_000 / every);
    assertThat(record(last)).isInstanceOfAny(Recorded.Postponed.class, Recorded.Standing.class);
    time = time.plus(Recorder.PACE);
    record(last);
    assertThat(written).last().isEqualTo(last);
  }

  /** As the loop does: something changes each time, and it looks again when it was told to. */
  private void flap(Duration every, Duration during) {
    var end = time.plus(during);
    for (int i = 1; time.compareTo(end) < 0; i++, time = time.plus(every)) record(i);
  }

  @Test
  void whoIsPostponedIsToldWhenToComeAgain() {
    record(1);
    time = time.plusMillis(300);
    assertThat(record(2)).isEqualTo(new Recorded.Postponed(Duration.ofMillis(700)));
    time = time.plusMillis(700);
    assertThat(record(2)).isInstanceOf(Recorded.Standing.class);
    assertThat(written).containsExactly(1, 2);
  }

  @Test
  void aStepWaitsForNobodyAndKeepsNoNewsWaiting() {
    record(1);
    assertThat(recorder.atOnce(policy, status(1))).isPresent();
    assertThat(recorder.atOnce(policy, status(2))).isPresent();
    time = time.plus(Recorder.PACE);
    assertThat(record(3)).isInstanceOf(Recorded.Standing.class);
    assertThat(written).containsExactly(1, 1, 2, 3);
  }

  @Test
  void oneThatLostAgainstAnotherWriterTriesAgainAtOnce() {
    conflict = true;
    assertThat(record(1)).isInstanceOf(Recorded.Lost.class);
    conflict = false;
    assertThat(record(1)).isInstanceOf(Recorded.Standing.class);
  }

  @Test
  void whatAnOlderDefinitionDropsIsNoNewsForEver() {
    keeps = PolicyStatus::withoutAccount;
    for (int i = 0; i < 10; i++, time = time.plusSeconds(2)) record(1);
    assertThat(written).containsExactly(1);
  }

  /** So that a successor may take its silence for calm. */
  @Test
  void aLeaderThatHasNothingToSaySaysSoOnceInItsTerm() {
    record(1);
    var led = START.plus(Duration.ofHours(3));
    recorder.lead(led);
    time = time.plus(Duration.ofHours(4));
    recordAt(led.plus(News.DRIFT).minusMillis(1), led);
    assertThat(written).hasSize(1);
    recordAt(led.plus(News.DRIFT), led.plus(News.DRIFT));
    assertThat(written).hasSize(2);
    time = time.plus(Duration.ofHours(4));
    recordAt(led.plus(News.DRIFT).plusSeconds(1), led.plus(News.DRIFT).plusSeconds(1));
    assertThat(written).hasSize(2);
  }

  private void recordAt(Instant now, Instant until) {
    var recorded = recorder.whenNew(policy, status(1, until), now);
    policy = ((Recorded.Standing) recorded).policy();
  }

  @Test
  void whatSomebodyElseWroteMeanwhileIsPutRight() {
    record(1);
    time = time.plusSeconds(2);
    policy = policy("77", status(5));
    record(1);
    assertThat(written).containsExactly(1, 1);
  }

  @Test
  void aNewPolicyIsNotKeptWaitingByOneThatIsGone() {
    record(1);
    recorder.forget("u");
    assertThat(record(2)).isInstanceOf(Recorded.Standing.class);
  }

  private Recorded record(int faults) {
    var recorded = recorder.whenNew(policy, status(faults), START);
    if (recorded instanceof Recorded.Standing standing) policy = standing.policy();
    return recorded;
  }

  private Optional<HighAvailabilityPolicy> write(HighAvailabilityPolicy seen, PolicyStatus status) {
    if (conflict) return Optional.empty();
    written.add(status.faults());
    writtenAt.add(time);
    int version = Integer.parseInt(seen.getMetadata().getResourceVersion());
    return Optional.of(policy(Integer.toString(version + 1), keeps.apply(status)));
  }

  private static PolicyStatus status(int faults) {
    return status(faults, START);
  }

  private static PolicyStatus status(int faults, Instant until) {
    var account = LedgerCodec.write(Ledger.opened(START).vouchedUntil(until));
    return new PolicyStatus(
        1L, null, null, null, null, faults, null, null, null, null, account, null);
  }

  private static HighAvailabilityPolicy policy(String version, @Nullable PolicyStatus status) {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder().withName("web").withUid("u").withResourceVersion(version).build());
    policy.setStatus(status);
    return policy;
  }
}
