package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;
import java.util.function.Consumer;

/** What goes wrong in a history. */
enum FaultClass {
  CRASH("host crash", true, 10, i -> i.crash(i.anyHost(), at(i), away(i))),
  RACK("hosts of one rack crash within 2 s", true, 4, Outages::rack),
  ZONE("a zone loses power, an observer with it", true, 1, Outages::zone),
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
  PARTIAL("some observers cut off from some hosts", false, 4, Outages::partial),
  FEW_BLIND("few observers cut off from some hosts", false, 2, Outages::fewBlind),
  ZONE_BLIND("observers of one zone of two cut off from some hosts", false, 2, Outages::fewBlind),
  MOST_BLIND(
      "a host that answers one observer only, and nobody else", false, 2, Outages::mostBlind),
  NO_API("host cut off from the API server only", false, 3, Outages::noApi),
  HALF("Holdfast cut off from half of the hosts", false, 1, Outages::half),
  STUN("hosts stunned for up to 20 s", false, 5, Outages::stun),
  SWITCH("a rack's switch fails over, up to 20 s", false, 3, Outages::rackSwitch),
  FIREWALL("port 10250 of a pool firewalled", false, 1, Outages::firewall),
  FAILOVER("API failover, healthy kubelets silent up to 45 s", false, 1, ControlFaults::failover),
  BROWNOUT("API brown-out during a crash", true, 2, ControlFaults::brownOut),
  IDLE(
      "days with loss of 0.1 to 1 %, bursts of 0.1 to 0.3 s",
      false, 5, i -> Losses.idle(i, 100, 300)),
  IDLE_LONG(
      "days with loss of 0.1 to 1 %, bursts of 0.3 to 1 s",
      false, 4, i -> Losses.idle(i, 300, 1000)),
  LOSS("loss of 0.1 to 5 %, bursts of 0.1 to 1 s", false, 3, Losses::loss),
  LOSS_CRASH("host crash amid loss of 0.1 to 5 %", true, 2, Losses::lossAndCrash),
  PAUSES("observers and kubelets stand still", false, 3, ControlFaults::pauses),
  CLOCKS("clocks are set during a crash", true, 2, ControlFaults::clocks),
  DRIFT("host crash amid clocks of another time and pace", true, 2, ControlFaults::drift),
  DRIFT_STUN("hosts stunned amid clocks of another time and pace", false, 2, Outages::stun),
  OBSERVER("an observer dies around a crash", true, 4, ControlFaults::observer),
  ROLLING("rolling update of Holdfast around a crash", true, 3, ControlFaults::rolling),
  FLAPPING("host flaps", false, 2, Outages::flapping),
  REBOOT("mass reboot", false, 1, Outages::reboot),
  BEHIND("others change what is about to go, unseen", false, 2, Meddler::behindItsBack),
  HALF_BACK("host back at the API first, unseen", false, 1, Meddler::halfBack),
  RIVALS("others write policies during a crash", false, 2, Meddler::rivals),
  REPLIES("answers of the API server are lost during a crash", false, 2, Meddler::replies),
  SOLO("one replica alone, and all that befalls it and the API server", false, 3, Solo::alone),
  STOP("the emergency stop is pulled while hosts are given up", false, 1, Wishes::stop),
  SPARED("hosts crash amid suspended policies, vetoed nodes and pods", false, 1, Wishes::spared),
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

  /** That traffic is led away for nothing now and then is the price of how fast it is otherwise. */
  boolean excusesMoves() {
    return isIdle() || List.of(PARTIAL, MOST_BLIND, FIREWALL, LOSS, LOSS_CRASH).contains(this);
  }

  /** Or nobody can know better, and nothing must come of it. */
  boolean excusesBeliefs() {
    return excusesMoves() || this == HALF;
  }

  /** Where Holdfast runs. */
  List<Integer> zonesOfReplicas() {
    if (this == SOLO) return List.of(0);
    return this == ZONE_BLIND ? List.of(0, 0, 1) : List.of(0, 1, 2);
  }

  /** Nobody keeps the machines' clocks in time. */
  boolean drifts() {
    return this == DRIFT || this == DRIFT_STUN;
  }

  /** What runs is of all kinds, not Deployments only. */
  boolean isMixed() {
    return List.of(KINDS, ILL, IMPAIRED, WORDS, COLD).contains(this);
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

  static long shortOrLong(Injector i) {
    return i.draw.magnitude(2 * SECOND, 3 * MINUTE);
  }
}
