package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import dev.holdfast.sim.Wire.Kind;
import java.util.List;

/** What ails hosts and pods where workloads are of all kinds. */
final class Ailments {
  private Ailments() {}

  /** One or two hosts are off, cut off, or their kubelets hang: two copies of a pod could run. */
  static void ofHosts(Injector i) {
    long at = FaultClass.at(i);
    for (var host : i.draw.some(i.draw.index(2) + 1, delicate(i))) {
      long then = at + i.draw.between(0, 30 * SECOND);
      switch (i.draw.index(3)) {
        case 0 -> i.crash(host, then, FaultClass.away(i));
        case 1 -> i.isolate(List.of(host), then, FaultClass.away(i));
        default -> i.kubelet(host, Host.Kubelet.HUNG, then, FaultClass.away(i));
      }
    }
  }

  /** Hosts of pods of which there must not be two. */
  static List<Host> delicate(Injector i) {
    return i.hosts(host -> i.world.api.podsOn(host.name()).stream().anyMatch(Ailments::isDelicate));
  }

  private static boolean isDelicate(ServerPod pod) {
    return pod.workload.kind() != Workload.Kind.DEPLOYMENT;
  }

  /** Some pods of some workloads; now and then one recovers, and the leader does not see it. */
  static void ofPods(Injector i) {
    long at = FaultClass.at(i);
    for (var workload : i.draw.some(i.draw.index(3) + 1, i.world.workloads)) {
      int count = i.draw.index(workload.replicas()) + 1;
      for (int n = 0; n < count; n++) ill(i, workload, at + i.draw.between(0, 20 * SECOND));
    }
    long crash = at + i.draw.between(0, MINUTE);
    if (i.draw.chance(0.5)) i.crash(i.anyHost(), crash, FaultClass.away(i));
    long blind = at + i.draw.between(20, 60) * SECOND;
    if (i.draw.chance(0.5)) i.stall(Kind.PODS, blind, i.draw.between(5, 30) * SECOND);
  }

  private static void ill(Injector i, Workload workload, long at) {
    long time = i.draw.magnitude(5 * SECOND, 3 * MINUTE);
    i.others(at, "a pod of %s falls ill", workload.name(), () -> fallsIll(i, workload, time));
  }

  private static void fallsIll(Injector i, Workload workload, long time) {
    var ready = i.world.api.podsOf(workload).stream().filter(pod -> pod.ready).toList();
    if (ready.isEmpty()) return;
    var pod = i.draw.one(ready);
    var kubelet = i.world.kubelet(pod.node);
    kubelet.fallsIll(pod);
    i.world.agenda.in(time, () -> kubelet.recovers(pod));
  }

  /** An agent says so; some of the nodes are cordoned meanwhile, and the leader may not see it. */
  static void ofNodes(Injector i) {
    long at = FaultClass.at(i);
    for (var host : i.draw.some(i.draw.index(3) + 1, i.world.hosts)) {
      long then = at + i.draw.between(0, 40 * SECOND);
      long time = i.draw.magnitude(35 * SECOND, 4 * MINUTE);
      says(i, host, "True", then);
      says(i, host, "False", then + time);
      long cordon = then + i.draw.between(20, 60) * SECOND;
      if (i.draw.chance(0.4)) cordon(i, host, cordon);
      if (i.draw.chance(0.3)) i.stall(Kind.NODES, cordon - SECOND, i.draw.between(10, 30) * SECOND);
    }
  }

  private static void says(Injector i, Host host, String status, long at) {
    i.others(
        at,
        "KernelDeadlock of %s is " + status,
        host.name(),
        () -> {
          var node = i.world.api.node(host.name());
          node.condition("KernelDeadlock", status);
          i.world.api.changed(node);
        });
  }

  private static void cordon(Injector i, Host host, long at) {
    i.others(
        at,
        "%s is cordoned",
        host.name(),
        () -> {
          var node = i.world.api.node(host.name());
          node.cordoned = true;
          i.world.api.changed(node);
        });
  }
}
