package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.World.Life;
import dev.holdfast.accuracy.World.Loss;
import dev.holdfast.health.LastSign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When one process of Holdfast learns what, in the order in which it does. */
final class Evidence {
  /** As a node policy has them by default. */
  private static final long SUSPECT_AFTER = 12 * SECOND;

  private static final long LOST_AFTER = 50 * SECOND;
  private static final long ROUND = 250;

  /** A kubelet that could not tell tries again within that. */
  private static final long TOLD_AGAIN = 10 * SECOND;

  /** A pod is seen to be ready, or not to be. */
  record Arrival(long at, int slot, boolean ready) {}

  /**
   * A lost host as this process knows it.
   *
   * @param heard when it heard it last
   * @param missing what observers say; absent where they cannot
   * @param silent from when on its verdict says so
   */
  record Silence(Loss loss, long heard, @Nullable Missing missing, long silent) {
    LastSign last() {
      if (missing == null || missing.unanswered() + Missing.SPACING <= heard) {
        return LastSign.ofLease(Observer.instant(heard));
      }
      long answered = Math.max(heard, missing.answered());
      return new LastSign(
          Observer.instant(answered), Observer.instant(missing.unanswered() + Missing.SPACING));
    }

    long known() {
      return missing == null ? Long.MAX_VALUE : missing.known();
    }
  }

  final List<Arrival> arrivals = new ArrayList<>();
  final List<Silence> silences = new ArrayList<>();
  private final World world;
  private final Life life;

  private Evidence(World world, Life life) {
    this.world = world;
    this.life = life;
  }

  static Evidence of(World world, Life life) {
    var evidence = new Evidence(world, life);
    for (var loss : world.losses) evidence.silences.add(evidence.silence(loss));
    for (int slot = 0; slot < world.slots(); slot++) evidence.follow(slot);
    evidence.arrivals.sort(Comparator.comparingLong(Arrival::at));
    return evidence;
  }

  private Silence silence(Loss loss) {
    long heard = Renewals.heard(world, loss.host(), loss.at(), world.end);
    if (heard < life.opens()) heard = life.opens();
    long told = told(loss.givenUp(), loss.host(), loss.at());
    var missing = Missing.of(world, life, loss);
    long leases = Math.min(told, ownWord(heard, SUSPECT_AFTER));
    long silent = missing == null ? leases : Math.min(leases, missing.known());
    return new Silence(loss, heard, missing, silent);
  }

  /** Silence that falls into a time in which nothing was heard proves nothing. */
  private long ownWord(long heard, long patience) {
    long at = Math.max(heard, life.opens()) + patience;
    for (var d : world.deaf) {
      if (d.from() < at && at - patience < d.to()) at = d.to() + patience;
    }
    return at + Draw.fixed(world.seed, life.opens(), heard, ROUND);
  }

  /** Each change of a slot's pod arrives after the one before. */
  private void follow(int slot) {
    long before = Long.MIN_VALUE;
    boolean ready = false;
    for (var change : changes(slot).entrySet()) {
      if (change.getValue() == ready) continue;
      ready = change.getValue();
      before = Math.max(before, seen(slot, change.getKey(), ready));
      arrivals.add(new Arrival(before, slot, ready));
    }
  }

  /** The slot's pod from each moment on: wanted, and there to serve. */
  private TreeMap<Long, Boolean> changes(int slot) {
    var out = new TreeMap<Long, Integer>();
    for (var o : world.outages) {
      if (o.slot() != slot) continue;
      out.merge(o.from(), 1, Integer::sum);
      out.merge(o.to(), -1, Integer::sum);
    }
    var times = new TreeSet<>(out.keySet());
    times.addAll(world.wanted.keySet());
    var changes = new TreeMap<Long, Boolean>();
    int missing = 0;
    for (long at : times) {
      missing += out.getOrDefault(at, 0);
      changes.put(at, missing == 0 && slot < world.wanted(at));
    }
    return changes;
  }

  private long seen(int slot, long at, boolean ready) {
    var silence = ready ? null : lost(slot, at);
    if (silence == null) return told(at, slot, at);
    long told = told(silence.loss().givenUp(), slot, at);
    return Math.min(Math.min(told, silence.known()), ownWord(silence.heard(), LOST_AFTER));
  }

  private @Nullable Silence lost(int slot, long at) {
    for (var s : silences) {
      if (s.loss().at() == at && s.loss().slots().contains(slot)) return s;
    }
    return null;
  }

  /** What is said at a moment is heard soon after, or when anything is heard again. */
  private long told(long at, long who, long what) {
    long way = Draw.fixed(world.seed, who, what, world.travel);
    long heard = world.whenHeard(at + way);
    boolean late = heard > at + way && world.whenAnswered(at + way) == heard;
    return late ? heard + Draw.fixed(world.seed, what, who, TOLD_AGAIN) : heard;
  }

  /** When a change of what is wanted, or of a host's maintenance, is seen. */
  long seen(long at) {
    return told(at, -2, at);
  }
}
