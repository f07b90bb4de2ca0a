package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;

/** Hosts that end, stand still, or are cut off. */
final class Outages {
  private Outages() {}

  static void rack(Injector i) {
    rack(i, FaultClass.at(i));
  }

  static void rack(Injector i, long at) {
    var one = i.anyHost();
    var rack = i.hosts(host -> host.place.rack().equals(one.place.rack()));
    i.draw
        .some(i.draw.index(3) + 2, rack)
        .forEach(host -> i.crash(host, at + i.draw.between(0, 2 * SECOND), FaultClass.away(i)));
  }

  static void zone(Injector i) {
    var zone = i.anyHost().place.zone();
    long at = FaultClass.at(i);
    i.hosts(host -> host.place.zone().equals(zone))
        .forEach(host -> i.crash(host, at, FaultClass.away(i)));
    i.world.replicas.stream()
        .filter(replica -> replica.place.zone().equals(zone))
        .toList()
        .forEach(replica -> i.replace(replica, false, at, 2 * MINUTE));
  }

  static void partial(Injector i) {
    var targets = i.draw.some(i.draw.index(i.world.hosts.size() / 2) + 1, i.world.hosts);
    var places = targets.stream().map(host -> host.place).toList();
    var cutOff = i.draw.some(i.draw.index(2) + 1, i.world.replicas);
    var blind = cutOff.stream().map(replica -> replica.place).toList();
    long at = FaultClass.at(i);
    long time = FaultClass.shortOrLong(i);
    boolean oneWay = i.draw.chance(0.5);
    targets.forEach(host -> i.world.book.inject(host, at, at + time));
    i.drop(
        (from, to, port) ->
            blind.contains(from) && places.contains(to)
                || !oneWay && blind.contains(to) && places.contains(from),
        at,
        time);
  }

  /**
   * The observers of one zone are blind to some hosts; now and then their kubelets end as well, or
   * another observer does.
   */
  static void fewBlind(Injector i) {
    var blind = i.world.replicas.stream().filter(r -> r.place.zone().equals("zone-0")).toList();
    var places = blind.stream().map(replica -> replica.place).toList();
    var targets = i.draw.some(i.draw.index(3) + 1, i.world.hosts);
    var there = targets.stream().map(host -> host.place).toList();
    long at = FaultClass.at(i);
    long time = i.draw.magnitude(10 * SECOND, 3 * MINUTE);
    targets.forEach(host -> i.world.book.injectUnfelt(host, at, at + time));
    i.drop((from, to, port) -> places.contains(from) && there.contains(to), at, time);
    if (i.draw.chance(0.3)) i.kubelet(i.draw.one(targets), Host.Kubelet.DOWN, at, time);
    var sighted = i.world.replicas.stream().filter(r -> !blind.contains(r)).toList();
    if (i.draw.chance(0.5))
      i.replace(
          i.draw.one(sighted),
          false,
          at + i.draw.between(-20, 20) * SECOND,
          i.draw.between(5, 30) * SECOND);
  }

  /** All but one observer, and the API server, are cut off from a host that serves. */
  static void mostBlind(Injector i) {
    var host = i.anyHost();
    var sighted = i.draw.one(i.world.replicas).place;
    long at = FaultClass.at(i);
    long time = i.draw.magnitude(10 * SECOND, 3 * MINUTE);
    i.world.book.inject(host, at, at + time);
    i.drop((from, to, port) -> from == host.place && to == Api.PLACE, at, time);
    i.drop((from, to, port) -> to == host.place && from != sighted, at, time);
  }

  static void noApi(Injector i) {
    var host = i.anyHost();
    long at = FaultClass.at(i);
    long time = i.draw.magnitude(2 * SECOND, 3 * MINUTE);
    i.world.book.inject(host, at, at + time);
    i.drop((from, to, port) -> from == host.place && to == Api.PLACE, at, time);
  }

  static void half(Injector i) {
    var far = i.draw.some(i.world.hosts.size() / 2, i.world.hosts);
    var places = far.stream().map(host -> host.place).toList();
    long at = FaultClass.at(i);
    long time = FaultClass.shortOrLong(i);
    far.forEach(host -> i.world.book.inject(host, at, at + time));
    i.drop((from, to, port) -> from.name().startsWith("holdfast") && places.contains(to), at, time);
  }

  static void stun(Injector i) {
    long at = FaultClass.at(i);
    int count = i.draw.chance(0.7) ? 1 : i.draw.index(i.world.hosts.size()) + 1;
    long time = i.draw.between(SECOND / 2, 20 * SECOND);
    i.draw.some(count, i.world.hosts).forEach(host -> i.stun(host, at, time));
  }

  static void rackSwitch(Injector i) {
    var one = i.anyHost();
    boolean all = i.draw.chance(0.2);
    var behind = i.hosts(host -> all || host.place.rack().equals(one.place.rack()));
    i.isolate(behind, FaultClass.at(i), i.draw.between(SECOND / 2, 20 * SECOND));
  }

  static void firewall(Injector i) {
    var pool = i.anyHost().pool;
    var places = i.hosts(host -> host.pool.equals(pool)).stream().map(host -> host.place).toList();
    long at = FaultClass.at(i);
    long time = i.draw.magnitude(10 * SECOND, 4 * MINUTE);
    i.hosts(host -> host.pool.equals(pool)).forEach(h -> i.world.book.inject(h, at, at + time));
    i.drop((from, to, port) -> port == Port.KUBELET && places.contains(to), at, time);
  }

  static void flapping(Injector i) {
    var host = i.anyHost();
    long at = FaultClass.at(i);
    for (int n = i.draw.index(8) + 4; n > 0; n--) {
      long time = i.draw.magnitude(2 * SECOND, 60 * SECOND);
      i.isolate(List.of(host), at, time);
      at += time + i.draw.magnitude(5 * SECOND, 60 * SECOND);
    }
  }

  static void reboot(Injector i) {
    long at = FaultClass.at(i);
    boolean all = i.draw.chance(0.5);
    i.hosts(host -> all || i.draw.chance(0.5))
        .forEach(
            host ->
                i.crash(
                    host, at + i.draw.between(0, 5 * SECOND), i.draw.between(20, 120) * SECOND));
  }
}
