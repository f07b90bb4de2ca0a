package dev.holdfast.sim;

import dev.holdfast.kit.Silence;
import java.util.ArrayList;
import java.util.List;

/** A machine and what is the matter with it: the truth, which nobody who is played may look at. */
final class Host {
  /** A time in which nobody could use what runs there. */
  record Outage(long from, long to) {
    Silence silence(String host) {
      var end = to == Agenda.NEVER ? null : Agenda.instant(to);
      return new Silence(host, Agenda.instant(from), end);
    }

    long lasted(long now) {
      return Math.min(to, now) - from;
    }
  }

  /** What the kubelet does. */
  enum Kubelet {
    RUNNING,
    DOWN,
    HUNG
  }

  final int index;
  final Place place;
  final String pool;
  private final List<Outage> outages = new ArrayList<>();
  private int boots;
  private int off;
  private int frozen;
  private int cut;
  private Kubelet kubelet = Kubelet.RUNNING;

  Host(int index, Place place, String pool) {
    this.index = index;
    this.place = place;
    this.pool = pool;
  }

  String name() {
    return place.name();
  }

  String bootId() {
    return "boot-" + name() + "-" + boots;
  }

  boolean isOn() {
    return off == 0;
  }

  boolean isFrozen() {
    return frozen > 0;
  }

  /** Its programs run, whether anybody can reach it or not. */
  boolean runs() {
    return off == 0 && frozen == 0;
  }

  /** Nobody can tell it anything, and what is on it goes on, or will. */
  boolean isAbsent() {
    return isOn() && !serves();
  }

  boolean serves() {
    return runs() && cut == 0;
  }

  boolean isPlain() {
    return serves() && kubelet == Kubelet.RUNNING;
  }

  Kubelet kubelet() {
    return kubelet;
  }

  void crash(long now) {
    off++;
    boots++;
    changed(now);
  }

  void boot(long now) {
    off--;
    changed(now);
  }

  void freeze(long now) {
    frozen++;
    changed(now);
  }

  void thaw(long now) {
    frozen--;
    changed(now);
  }

  /** Nobody reaches it any more. */
  void isolate(long now) {
    cut++;
    changed(now);
  }

  void join(long now) {
    cut--;
    changed(now);
  }

  void kubelet(Kubelet is) {
    kubelet = is;
  }

  private void changed(long now) {
    boolean out = !outages.isEmpty() && outages.getLast().to == Agenda.NEVER;
    if (serves() && out) outages.add(new Outage(outages.removeLast().from, now));
    if (!serves() && !out) outages.add(new Outage(now, Agenda.NEVER));
  }

  /** When its last outage was over. */
  long lastWellSince() {
    return outages.isEmpty() ? -Agenda.HOUR : outages.getLast().to();
  }

  /** All of them, the oldest first; one that lasts has no end. */
  List<Outage> outages() {
    return outages;
  }
}
