package dev.holdfast.accuracy;

import dev.holdfast.accuracy.World.Life;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All processes of Holdfast in one history, and the status that the leader writes. */
final class Operator {
  private static final long LEAST_PASS = 50;
  private static final long MOST_PASS = 500;

  /** What drifts is written 5 minutes after the last write, in a pass that comes every other. */
  private static final long DRIFT = 6 * World.MINUTE;

  private final World world;
  private final Draw draw;
  private final List<Reading> readings = new ArrayList<>();
  private @Nullable String written;
  private @Nullable News told;
  private @Nullable Life predecessor;

  /** The account as a status shows it at a moment. */
  record Reading(long at, Ledger ledger) {}

  private Operator(World world) {
    this.world = world;
    this.draw = new Draw(~world.seed);
  }

  /**
   * What the account says.
   *
   * @param moments in their order, at which it is read if somebody leads then
   */
  static List<Reading> run(World world, long[] moments) {
    var operator = new Operator(world);
    for (var life : world.lives) {
      operator.live(new Observer(world, life), life, moments);
      operator.predecessor = life;
    }
    return operator.readings;
  }

  private void live(Observer observer, Life life, long[] moments) {
    long now = life.opens();
    long pass = life.leads();
    int read = 0;
    while (true) {
      while (read < moments.length && moments[read] < life.leads()) read++;
      long reading = read < moments.length ? moments[read] : Long.MAX_VALUE;
      long look = observer.nextLook(now);
      long at = Math.min(Math.min(look, pass), reading);
      if (at > life.ends() || at == Long.MAX_VALUE) return;
      boolean leads = at >= life.leads();
      if (at == life.leads()) takeOver(observer);
      observer.look(at);
      if (at == pass) pass = write(observer.ledger(), life) ? Long.MAX_VALUE : at + DRIFT;
      if (at == reading) {
        readings.add(new Reading(at, LedgerCodec.read(LedgerCodec.write(observer.ledger()))));
        read++;
      }
      if (at == look) {
        now = at;
        if (leads) {
          pass = Math.min(pass, world.whenHeard(at + draw.between(LEAST_PASS, MOST_PASS)));
        }
      }
    }
  }

  private void takeOver(Observer observer) {
    if (written != null) observer.lead(LedgerCodec.read(written), predecessor);
  }

  /** True when nothing is left that would be written later. */
  private boolean write(Ledger ledger, Life life) {
    var news = News.of(ledger);
    var led = Observer.instant(life.leads());
    if (told != null && !news.isWorthAWrite(told) && !news.signs(told, led)) {
      return !news.hasDrifted(told) && !told.at().isBefore(led);
    }
    told = news;
    written = LedgerCodec.write(ledger);
    return true;
  }
}
