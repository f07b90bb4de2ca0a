package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.sim.Wire.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What others do, and what becomes of Holdfast, while it is about to act. */
final class Meddler {
  /** By then the node is marked, and those pods have gone that do not wait for its lease. */
  private static final long MARKED = 6 * SECOND;

  private Meddler() {}

  /** A person, or another controller, while the leader's watch of just that stands still. */
  static void behindItsBack(Injector i) {
    var host = i.anyHost();
    long at = FaultClass.at(i);
    i.crash(host, at, FaultClass.away(i));
    long blind = at + MARKED + i.draw.between(-400, 400);
    boolean pods = i.draw.chance(0.5);
    i.stall(pods ? Kind.PODS : Kind.NODES, blind, i.draw.between(10, 30) * SECOND);
    long then = blind + i.draw.between(200, 2 * SECOND);
    if (pods) onPods(i, host, then);
    else onNode(i, host, then);
  }

  private static void onPods(Injector i, Host host, long then) {
    boolean vetoes = i.draw.chance(0.5);
    var form = vetoes ? "pods on %s are vetoed" : "pods on %s are deleted by others";
    Consumer<ServerPod> deed = vetoes ? pod -> pod.hold = "under repair" : ServerPod::delete;
    i.others(
        then,
        form,
        host.name(),
        () -> {
          for (var pod : List.copyOf(i.world.api.podsOn(host.name()))) {
            deed.accept(pod);
            i.world.api.changed(pod);
          }
        });
  }

  private static void onNode(Injector i, Host host, long then) {
    boolean vetoes = i.draw.chance(0.5);
    i.others(
        then,
        vetoes ? "%s is vetoed" : "somebody takes the taint off %s",
        host.name(),
        () -> {
          var node = i.world.api.node(host.name());
          if (vetoes) node.annotations.put(NodeAnnotations.HOLD, "under repair");
          else node.taints.remove(NodeAnnotations.OUR_TAINT);
          i.world.api.changed(node);
        });
  }

  /**
   * A host is cut off, and heard by the API server again before anybody else hears it; its renewal
   * reaches the leader late.
   */
  static void halfBack(Injector i) {
    var host = i.anyHost();
    long at = FaultClass.at(i);
    long back = at + i.draw.between(9_000, 10_800);
    long whole = at + i.draw.between(20, 40) * SECOND;
    i.isolateBut(host, at, back, whole);
    i.stall(Kind.LEASES, at + i.draw.between(1, 8) * SECOND, i.draw.between(12, 20) * SECOND);
  }

  /**
   * A person, or a tool that holds objects to what a repository says. Whoever suspends a policy is
   * seen: until then a node may be marked for it.
   */
  static void rivals(Injector i) {
    long at = FaultClass.at(i);
    i.crash(i.anyHost(), at, FaultClass.away(i));
    boolean blind = i.draw.chance(0.5);
    if (blind) i.stall(Kind.POLICIES, at, i.draw.between(5, 30) * SECOND);
    long to = at + 20 * SECOND;
    for (long then = at; then < to; then += i.draw.between(20, 600)) {
      var workload = i.draw.one(i.world.workloads);
      boolean suspends = !blind && i.draw.chance(0.05);
      i.others(
          then,
          "policy %s is written by others",
          workload.name(),
          () -> edit(i, workload, suspends));
    }
  }

  static void edit(Injector i, Workload workload, boolean suspends) {
    var before = i.world.api.policy(workload);
    var after =
        suspends
            ? before.inMode("Suspended")
            : before.annotated("example.dev/synced", Long.toString(i.world.agenda.now()));
    i.world.audit.edited(workload, after);
    i.world.api.become(workload, after);
  }

  /** While a host crashes, or while nodes say that they are ill and pods are moved off them. */
  static void replies(Injector i) {
    long at = FaultClass.at(i);
    i.api(Api.State.FLAKY, at - 5 * SECOND, i.draw.between(20 * SECOND, 3 * MINUTE));
    if (i.draw.chance(0.5)) Ailments.ofNodes(i);
    else i.crash(i.anyHost(), at, FaultClass.away(i));
  }

  /** It ends, or stands still, some milliseconds after steps were recorded, up to three times. */
  static void moments(Injector i) {
    i.crash(i.anyHost(), FaultClass.at(i), FaultClass.away(i));
    i.world.api.listen(
        new Api.Listener() {
          private int left = 3;

          @Override
          public void onPolicy(Workload workload, Revision revision) {
            if (left == 0 || !revision.hasIntents() || i.draw.chance(0.5)) return;
            left--;
            moment(i, i.world.agenda.now() + i.draw.between(0, 60));
          }
        });
  }

  private static void moment(Injector i, long then) {
    if (i.draw.chance(0.5)) i.replace(i.leader(), false, then, i.draw.between(5, 20) * SECOND);
    else i.pause(i.leader(), then, i.draw.between(3, 20) * SECOND);
  }

  /** Holdfast is taken away and put there again while hosts are down and marked. */
  static void cold(Injector i) {
    long at = FaultClass.at(i);
    i.crash(i.draw.one(Ailments.delicate(i)), at, i.draw.between(3, 5) * MINUTE);
    long end = at + i.draw.between(7, 120) * SECOND;
    for (var replica : new ArrayList<>(i.world.replicas)) {
      i.replace(replica, false, end + i.draw.between(0, SECOND), i.draw.between(1, 3) * SECOND);
    }
  }
}
