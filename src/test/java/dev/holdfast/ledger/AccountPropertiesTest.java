package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.LastSign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is seen, and in whichever order: an account that cannot be written would stop us. */
class AccountPropertiesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /**
   * One look.
   *
   * @param after since the one before
   * @param silentFor how long a host of the workload was not heard by then; none is silent at 0
   * @param probed observers miss it, too
   * @param blindFor how long we had been blind; not at all at 0
   * @param leads who makes it: the one that made the last one, one that has watched since then, one
   *     that goes on from what was written some looks ago, or from what one wrote whose clock was
   *     ahead by minutes
   */
  record Glance(
      int after, int desired, int ready, int silentFor, boolean probed, int blindFor, Leads leads) {
    Lookout at(Instant now) {
      return new Lookout(
          desired,
          IntStream.range(0, ready).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "n" + i)),
          2,
          silentFor == 0 ? Map.of() : Map.of("n1", lastSign(now)),
          Set.of("n1", "n2"),
          Set.of(),
          null,
          blindFor == 0 ? null : now.minusMillis(blindFor));
    }

    private LastSign lastSign(Instant now) {
      var heard = now.minusMillis(silentFor);
      return new LastSign(heard, probed ? heard.plusMillis(Math.min(silentFor, 3_000)) : null);
    }
  }

  enum Leads {
    ON,
    AFTER_ANOTHER,
    AGAIN,
    AFTER_ONE_AHEAD
  }

  @Provide
  Arbitrary<List<Glance>> glances() {
    var rarely =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.integers().between(1, 100_000)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 30_000),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 3),
            rarely,
            Arbitraries.of(true, false),
            rarely,
            Arbitraries.of(
                Leads.ON,
                Leads.ON,
                Leads.ON,
                Leads.AFTER_ANOTHER,
                Leads.AGAIN,
                Leads.AFTER_ONE_AHEAD))
        .as(Glance::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property(tries = 1000)
  void anAccountCanAlwaysBeWrittenAndRead(@ForAll("glances") List<Glance> glances) {
    var now = NOON;
    var account = Account.opened(now);
    var written = account.ledger();
    for (var glance : glances) {
      var opened = now;
      now = now.plusMillis(glance.after());
      var before = account.ledger();
      account =
          switch (glance.leads()) {
            case ON -> account;
            case AFTER_ANOTHER -> Account.opened(opened).continuing(before, null, now);
            case AGAIN -> account.continuing(written, null, now);
            case AFTER_ONE_AHEAD ->
                account.continuing(before, new Term(opened, now.plusSeconds(300)), now);
          };
      account = account.after(glance.at(now), now);
      if (glance.leads() == Leads.AFTER_ANOTHER) written = before;
      var ledger = account.ledger();
      assertThat(LedgerCodec.read(LedgerCodec.write(ledger))).isEqualTo(ledger);
      assertThat(ledger.tally(ledger.since(), now).total())
          .isEqualTo(Duration.between(ledger.since(), now));
    }
  }
}
