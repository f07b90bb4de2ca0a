package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;
import java.util.function.Consumer;

/** What goes wrong in a history. */
enum FaultClass {
  CRASH("host crash", true, 10, i -> i.crash(i.anyHost(), at(i), away(i))),
  RACK("hosts of one rack crash within 2 s", true, 4, FaultClass::rack),
  ZONE("a zone loses power, an observer with it", true, 1, FaultClass::zone),
  PARTITION(
      "host cut off, both ways", true, 6, i -> i.isolate(List.of(i.anyHost()), at(i), away(i))),
  ONE_WAY(
      "host cut off, one way",
      true,
      4,
      i -> i.isolateOneWay(i.anyHost(), i.draw.chance(0.5), at(i), away(i))),
  KUBELET_CRASH(
      "kubelet crash, pods run on",
      false,
      5,
      i -> i.kubelet(i.anyHost(), Host.Kubelet.DOWN, at(i), shortOrLong(i))),
  KUBELET_HANG(
      "kubelet hangs, pods run on",
      false,
      5,
      i -> i.kubelet(i.anyHost(), Host.Kubelet.HUNG, at(i), shortOrLong(i))),
  PARTIAL("some observers cut off from some hosts", false, 4, FaultClass::partial),
  NO_API("host cut off from the API server only", false, 3, FaultClass::noApi),
  HALF("Holdfast cut off from half of the hosts", false, 1, FaultClass::half),
  STUN("hosts stunned for up to 20 s", false, 5, FaultClass::stun),
  SWITCH("a rack's switch fails over, up to 20 s", false, 3, FaultClass::rackSwitch),
  FIREWALL("port 10250 of a pool firewalled", false, 1, FaultClass::firewall),
  FAILOVER("API failover, healthy kubelets silent up to 45 s", false, 1, FaultClass::failover),
  BROWNOUT("API brown-out during a crash", true, 2, FaultClass::brownOut),
  IDLE("days with loss of 0.1 to 1 %, bursts of 0.1 to 0.3 s", false, 5, i -> idle(i, 100, 300)),
  IDLE_LONG(
      "days with loss of 0.1 to 1 %, bursts of 0.3 to 1 s", false, 4, i -> idle(i, 300, 1000)),
  LOSS("loss of 0.1 to 5 %, bursts of 0.1 to 1 s", false, 3, FaultClass::loss),
  LOSS_CRASH("host crash amid loss of 0.1 to 5 %", true, 2, FaultClass::lossAndCrash),
  PAUSES("observers and kubelets stand still", false, 3, FaultClass::pauses),
  CLOCKS("clocks are set during a crash", true, 2, FaultClass::clocks),
  DRIFT("host crash amid clocks of another time and pace", true, 2, FaultClass::drift),
  DRIFT_STUN("hosts stunned amid clocks of another time and pace", false, 2, FaultClass::stun),
  OBSERVER("an observer dies around a crash", true, 4, FaultClass::observer),
  ROLLING("rolling update of Holdfast around a crash", true, 3, FaultClass::rolling),
  FLAPPING("host flaps", false, 2, FaultClass::flapping),
  REBOOT("mass reboot", false, 1, FaultClass::reboot),
  BEHIND("others change what is about to go, unseen", false, 2, Meddler::behindItsBack),
  HALF_BACK("host back at the API first, unseen", false, 1, Meddler::halfBack),
  RIVALS("others write policies during a crash", false, 2, Meddler::rivals),
  REPLIES("answers of the API server are lost during a crash", false, 2, Meddler::replies),
  MOMENTS("the leader ends between record and step", false, 2, Meddler::moments),
  COLD("all replicas are new, and lists come late", false, 1, Meddler::cold),
  KINDS("hosts go that hold workloads of all kinds", false, 2, Ailments::ofHosts),
  ILL("pods fail by themselves", false, 1, Ailments::ofPods),
  IMPAIRED("nodes say that they are ill", false, 1, Ailments::ofNodes),
  WORDS("an administrator calls hosts dead, rightly or not", false, 1, Words::given);

  final String title;

  /** Replacements are wanted: the time until them is a detection time. */
  final boolean real;

  final int weight;
  private final Consumer<Injector> injection;

  FaultClass(String title, boolean real, int weight, Consumer<Injector> injection) {
    this.title = title;
    this.real = real;
    this.weight = weight;
    this.injection = injection;
  }

  /** Nothing but packets is lost, for days. */
  boolean isIdle() {
    return this == IDLE || this == IDLE_LONG;
  }

  /** Nobody keeps the machines' clocks in time. */
  boolean drifts() {
    return this == DRIFT || this == DRIFT_STUN;
  }

  /** What runs is of all kinds, not Deployments only. */
  boolean isMixed() {
    return List.of(KINDS, ILL, IMPAIRED, WORDS).contains(this);
  }

  void inject(Injector injector) {
    injection.accept(injector);
  }

  /** Anywhere in the raster of leases, passes and probes. */
  static long at(Injector i) {
    return 20 * SECOND + i.draw.between(0, 10 * SECOND);
  }

  static long away(Injector i) {
    return i.draw.magnitude(70 * SECOND, 3 * MINUTE);
  }

  private static long shortOrLong(Injector i) {
    return i.draw.magnitude(2 * SECOND, 3 * MINUTE);
  }

  private static void rack(Injector i) {
    var one = i.anyHost();
    var rack = i.hosts(host -> host.place.rack().equals(one.place.rack()));
    long at = at(i);
    i.draw
        .some(i.draw.index(3) + 2, rack)
        .forEach(host -> i.crash(host, at + i.draw.between(0, 2 * SECOND), away(i)));
  }

  private static void zone(Injector i) {
    var zone = i.anyHost().place.zone();
    long at = at(i);
    i.hosts(host -> host.place.zone().equals(zone)).forEach(host -> i.crash(host, at, away(i)));
    i.world.replicas.stream()
        .filter(replica -> replica.place.zone().equals(zone))
        .toList()
        .forEach(replica -> i.replace(replica, false, at, 2 * MINUTE));
  }

  private static void partial(Injector i) {
    var targets = i.draw.some(i.draw.index(i.world.hosts.size() / 2) + 1, i.world.hosts);
    var places = targets.stream().map(host -> host.place).toList();
    var cutOff = i.draw.some(i.draw.index(2) + 1, i.world.replicas);
    var blind = cutOff.stream().map(replica -> replica.place).toList();
    long at = at(i);
    long time = shortOrLong(i);
    boolean oneWay = i.draw.chance(0.5);
    targets.forEach(host -> i.world.book.inject(host, at, at + time));
    i.drop(
        (from, to, port) ->
            blind.contains(from) && places.contains(to)
                || !oneWay && blind.contains(to) && places.contains(from),
        at,
        time);
  }

  private static void noApi(Injector i) {
    var host = i.anyHost();
    long at = at(i);
    long time = i.draw.magnitude(2 * SECOND, 3 * MINUTE);
    i.world.book.inject(host, at, at + time);
    i.drop((from, to, port) -> from == host.place && to == Api.PLACE, at, time);
  }

  private static void half(Injector i) {
    var far = i.draw.some(i.world.hosts.size() / 2, i.world.hosts);
    var places = far.stream().map(host -> host.place).toList();
    long at = at(i);
    long time = shortOrLong(i);
    far.forEach(host -> i.world.book.inject(host, at, at + time));
    i.drop((from, to, port) -> from.name().startsWith("holdfast") && places.contains(to), at, time);
  }

  private static void stun(Injector i) {
    long at = at(i);
    int count = i.draw.chance(0.7) ? 1 : i.draw.index(i.world.hosts.size()) + 1;
    long time = i.draw.between(SECOND / 2, 20 * SECOND);
    i.draw.some(count, i.world.hosts).forEach(host -> i.stun(host, at, time));
  }

  private static void rackSwitch(Injector i) {
    var one = i.anyHost();
    boolean all = i.draw.chance(0.2);
    var behind = i.hosts(host -> all || host.place.rack().equals(one.place.rack()));
    i.isolate(behind, at(i), i.draw.between(SECOND / 2, 20 * SECOND));
  }

  private static void firewall(Injector i) {
    var pool = i.anyHost().pool;
    var places = i.hosts(host -> host.pool.equals(pool)).stream().map(host -> host.place).toList();
    long at = at(i);
    long time = i.draw.magnitude(10 * SECOND, 4 * MINUTE);
    i.hosts(host -> host.pool.equals(pool)).forEach(h -> i.world.book.inject(h, at, at + time));
    i.drop((from, to, port) -> port == Port.KUBELET && places.contains(to), at, time);
  }

  private static void failover(Injector i) {
    long at = at(i);
    long down = i.draw.between(0, 30 * SECOND);
    i.api(Api.State.DOWN, at, down);
    i.stallKubelets(at, 45 * SECOND);
  }

  private static void brownOut(Injector i) {
    long at = at(i);
    i.api(Api.State.SLOW, at - 10 * SECOND, i.draw.between(20 * SECOND, 2 * MINUTE));
    i.crash(i.anyHost(), at, away(i));
  }

  private static void idle(Injector i, long shortest, long longest) {
    long burst = i.draw.magnitude(shortest, longest);
    i.loss(i.world.hosts, i.draw.magnitude(10, 100) / 1e4, burst, 0, 53 * Agenda.HOUR);
  }

  private static void loss(Injector i) {
    long at = at(i);
    long time = 5 * MINUTE;
    i.world.hosts.forEach(host -> i.world.book.inject(host, at, at + time));
    i.loss(i.world.hosts, share(i), i.draw.magnitude(100, 1000), at, time);
  }

  private static double share(Injector i) {
    return i.draw.magnitude(10, 500) / 1e4;
  }

  private static void lossAndCrash(Injector i) {
    long at = at(i);
    i.loss(i.world.hosts, share(i), i.draw.magnitude(100, 1000), at - 10 * SECOND, 90 * SECOND);
    i.crash(i.anyHost(), at, away(i));
  }

  private static void pauses(Injector i) {
    long at = at(i);
    for (var replica : List.copyOf(i.world.replicas)) {
      if (i.draw.chance(0.6)) {
        i.pause(replica, at + i.draw.between(0, 5 * SECOND), i.draw.magnitude(SECOND, 20 * SECOND));
      }
    }
    i.draw
        .some(3, i.world.hosts)
        .forEach(host -> i.pauseKubelet(host, at, i.draw.magnitude(SECOND, 20 * SECOND)));
  }

  private static void clocks(Injector i) {
    long at = at(i);
    for (var replica : List.copyOf(i.world.replicas)) {
      if (i.draw.chance(0.7)) i.setClock(replica, at + i.draw.between(-5, 30) * SECOND);
    }
    i.crash(i.anyHost(), at, away(i));
  }

  /**
   * Half of the time somebody else takes over, by whose clock all that was recorded is too old or
   * too young.
   */
  private static void drift(Injector i) {
    if (i.draw.chance(0.5)) observer(i);
    else i.crash(i.anyHost(), at(i), away(i));
  }

  private static void observer(Injector i) {
    long at = at(i);
    var dies = i.draw.chance(0.5) ? i.leader() : i.follower();
    i.crash(i.anyHost(), at, away(i));
    i.replace(dies, false, at + i.draw.between(-10, 30) * SECOND, i.draw.between(5, 60) * SECOND);
  }

  private static void rolling(Injector i) {
    long at = at(i);
    long turn = at - 15 * SECOND;
    for (var replica : List.copyOf(i.world.replicas)) {
      i.replace(replica, true, turn, i.draw.between(1, 3) * SECOND);
      turn += i.draw.between(5, 20) * SECOND;
    }
    i.crash(i.anyHost(), at, away(i));
  }

  private static void flapping(Injector i) {
    var host = i.anyHost();
    long at = at(i);
    for (int n = i.draw.index(8) + 4; n > 0; n--) {
      long time = i.draw.magnitude(2 * SECOND, 60 * SECOND);
      i.isolate(List.of(host), at, time);
      at += time + i.draw.magnitude(5 * SECOND, 60 * SECOND);
    }
  }

  private static void reboot(Injector i) {
    long at = at(i);
    boolean all = i.draw.chance(0.5);
    i.hosts(host -> all || i.draw.chance(0.5))
        .forEach(
            host ->
                i.crash(
                    host, at + i.draw.between(0, 5 * SECOND), i.draw.between(20, 120) * SECOND));
  }
}
