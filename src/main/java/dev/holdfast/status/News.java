package dev.holdfast.status;

import dev.holdfast.api.AvailabilityStatus;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a status is worth writing. Windows slide all the time: a digit that merely drifts is
 * written now and then, what a person or a successor would act on at once.
 */
public final class News {
  /** How often digits may drift. */
  public static final Duration DRIFT = Duration.ofMinutes(5);

  private News() {}

  public static boolean isIn(@Nullable PolicyStatus before, PolicyStatus after, Instant now) {
    var told = account(before);
    if (before == null || told.isEmpty()) return true;
    if (!before.withoutAccount().equals(after.withoutAccount())) return true;
    if (!Objects.equals(state(before), state(after))) return true;
    if (!outages(told).equals(outages(account(after)))) return true;
    boolean drifted =
        !Objects.equals(before.availability(), after.availability())
            || !Objects.equals(before.recovery(), after.recovery());
    return drifted && isOld(told.get().until(), now);
  }

  /** Also where it was written by somebody whose clock was ahead. */
  private static boolean isOld(Instant written, Instant now) {
    return written.isAfter(now) || !now.isBefore(written.plus(DRIFT));
  }

  /**
   * The account was last written before this leader's term, and that has lasted for a while. What
   * it then writes shows its successor that it could, and so that it had nothing to add.
   *
   * @param led since when this replica leads
   */
  public static boolean isUnsigned(@Nullable PolicyStatus before, Instant led, Instant now) {
    var old = account(before).filter(account -> account.until().isBefore(led));
    return old.isPresent() && !now.isBefore(led.plus(DRIFT));
  }

  /** Empty where nobody can read it: whatever stands there is written over. */
  private static Optional<Ledger> account(@Nullable PolicyStatus status) {
    if (status == null || status.account() == null) return Optional.empty();
    try {
      return Optional.of(LedgerCodec.read(status.account()));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Begins of those that are kept as they are: one may be over before anything was written. */
  private static List<Edge> outages(Optional<Ledger> account) {
    return account.stream()
        .flatMap(ledger -> ledger.recent().edges().stream())
        .filter(edge -> edge.to() == Service.DOWN)
        .toList();
  }

  private static @Nullable String state(PolicyStatus status) {
    AvailabilityStatus availability = status.availability();
    return availability == null ? null : availability.now();
  }
}
