package dev.holdfast.accuracy;

import dev.holdfast.accuracy.World.Life;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Service;
import dev.holdfast.ledger.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All processes of Holdfast in one history, and the status that the leader writes. */
final class Operator {
  private static final long LEAST_PASS = 50;
  private static final long MOST_PASS = 500;

  private final World world;
  private final Draw draw;
  private final List<Reading> readings = new ArrayList<>();
  private @Nullable String written;
  private @Nullable News told;
  private @Nullable Life predecessor;

  /** The account as a status shows it at a moment. */
  record Reading(long at, Ledger ledger) {}

  private record News(Service now, List<Edge> outages) {}

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
      if (at == life.leads()) takeOver(observer, life);
      observer.look(at);
      if (at == pass) write(observer.ledger());
      if (at == pass) pass = Long.MAX_VALUE;
      if (at == reading) {
        readings.add(new Reading(at, LedgerCodec.read(LedgerCodec.write(observer.ledger()))));
        read++;
      }
      if (at == look) {
        now = at;
        if (leads && pass == Long.MAX_VALUE) {
          pass = world.whenHeard(at + draw.between(LEAST_PASS, MOST_PASS));
        }
      }
    }
  }

  private void takeOver(Observer observer, Life life) {
    if (written == null) return;
    var before = LedgerCodec.read(written);
    observer.lead(before, ledUntil(before));
  }

  /** As the loop has it: who wrote it and led on had nothing to add until its last renewal. */
  private @Nullable Long ledUntil(Ledger before) {
    var last = predecessor;
    if (last == null || before.until().isBefore(Observer.instant(last.leads()))) return null;
    return last.renewed();
  }

  /** As the loop has it: another state is news, and an outage that is over already. */
  private void write(Ledger ledger) {
    var news = new News(ledger.recent().last(), outages(ledger.recent()));
    if (news.equals(told)) return;
    told = news;
    written = LedgerCodec.write(ledger);
  }

  private static List<Edge> outages(Timeline timeline) {
    return timeline.edges().stream().filter(edge -> edge.to() == Service.DOWN).toList();
  }
}
