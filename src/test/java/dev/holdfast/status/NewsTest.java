package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.PolicyStatus;
import dev.holdfast.api.RecoveryStatus;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Service;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is worth a write of the status, and when. */
class NewsTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant SOON = WRITTEN.plus(News.DRIFT).minusMillis(1);
  private static final Instant LATER = WRITTEN.plus(News.DRIFT);

  @Test
  void whatIsAsItWasIsNeverWritten() {
    assertThat(News.isIn(status(0, null), status(0, null), LATER)).isFalse();
  }

  @Test
  void aFaultIsWrittenAtOnce() {
    assertThat(News.isIn(status(0, null), status(1, null), SOON)).isTrue();
  }

  /** A leader that ends before it has written that takes the knowledge with it. */
  @Test
  void anOutageThatIsOverAlreadyIsWrittenAtOnce() {
    var up = Ledger.opened(WRITTEN).then(Edge.at(WRITTEN, Service.UP));
    var flapped =
        up.then(Edge.at(WRITTEN.plusSeconds(1), Service.DOWN))
            .then(Edge.at(WRITTEN.plusSeconds(2), Service.UP));
    var later = up.vouchedUntil(WRITTEN.plusSeconds(2));

    assertThat(News.isIn(status(up), status(flapped), SOON)).isTrue();
    assertThat(News.isIn(status(up), status(later), SOON)).isFalse();
  }

  /** A fault whose time is over counts as failed though nothing else has changed. */
  @Test
  void howWellRecoveryWorksDriftsIntoTheStatusNowAndThen() {
    var changed = status(0, failed(1));

    assertThat(News.isIn(status(0, failed(0)), changed, SOON)).isFalse();
    assertThat(News.isIn(status(0, failed(0)), changed, LATER)).isTrue();
  }

  /** Else a calm policy would never get rid of it, and each new leader would lose its account. */
  @Test
  void anAccountThatNobodyCanReadIsWrittenOverAtOnce() {
    var calm = status(0, null);

    assertThat(News.isIn(withAccount(calm, "AQ"), calm, SOON)).isTrue();
  }

  /** Else nothing that drifts would be written before that time has come. */
  @Test
  void whatDriftsIsWrittenOverWhatWasWrittenOfATimeToCome() {
    var before = WRITTEN.minusSeconds(1);

    assertThat(News.isIn(status(0, failed(0)), status(0, failed(1)), before)).isTrue();
    assertThat(News.isIn(status(0, failed(0)), status(0, failed(0)), before)).isFalse();
  }

  private static PolicyStatus withAccount(PolicyStatus status, String account) {
    return new PolicyStatus(
        status.observedGeneration(),
        null,
        null,
        null,
        null,
        status.faults(),
        null,
        null,
        null,
        null,
        account,
        null);
  }

  private static PolicyStatus status(int faults, @Nullable RecoveryStatus recovery) {
    return status(faults, recovery, Ledger.opened(WRITTEN));
  }

  private static PolicyStatus status(Ledger ledger) {
    return status(0, null, ledger);
  }

  private static PolicyStatus status(int faults, @Nullable RecoveryStatus recovery, Ledger ledger) {
    var account = LedgerCodec.write(ledger);
    return new PolicyStatus(
        1L, null, null, null, recovery, faults, null, null, null, null, account, null);
  }

  private static RecoveryStatus failed(int failed) {
    return new RecoveryStatus(
        null, null, null, null, failed, 0, failed, 0, 0, 0, 0, null, null, null, null, null, null,
        null);
  }
}
