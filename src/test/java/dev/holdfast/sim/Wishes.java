package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.sim.Wire.Kind;
import java.util.function.LongConsumer;

/** What is to be left alone: all, or what somebody named. */
final class Wishes {
  private Wishes() {}

  /**
   * Somebody pulls the emergency stop while hosts of a rack are given up; now and then the leader's
   * watch does not tell of it, or the API server has much to do.
   */
  static void stop(Injector i) {
    long at = FaultClass.at(i);
    Outages.rack(i, at);
    if (i.draw.chance(0.5)) i.stall(Kind.STOP, at, i.draw.between(20, 40) * SECOND);
    if (i.draw.chance(0.5)) i.api(Api.State.SLOW, at + 3 * SECOND, 30 * SECOND);
    long time = i.draw.magnitude(5 * SECOND, MINUTE);
    if (i.draw.chance(0.5)) i.stop(at + i.draw.between(3_500, 8_000), time);
    else atARecord(i, i.draw.index(4), then -> i.stop(then + i.draw.between(0, 2 * SECOND), time));
  }

  /** At the first record of steps after so many. */
  private static void atARecord(Injector i, int skipped, LongConsumer deed) {
    i.world.api.listen(
        new Api.Listener() {
          private int left = skipped + 1;

          @Override
          public void onPolicy(Workload workload, Revision revision) {
            if (left > 0 && revision.hasIntents() && --left == 0) {
              deed.accept(i.world.agenda.now());
            }
          }
        });
  }

  /** What is to be left alone, as somebody said long ago, when hosts crash. */
  static void spared(Injector i) {
    for (var workload : i.world.workloads) {
      if (i.draw.chance(0.3))
        i.others(
            SECOND,
            "policy %s is suspended",
            workload.name(),
            () -> Meddler.edit(i, workload, true));
    }
    for (var host : i.world.hosts) {
      if (i.draw.chance(0.2)) i.others(SECOND, "%s is vetoed", host.name(), () -> veto(i, host));
    }
    for (var pod : i.world.api.pods()) {
      if (i.draw.chance(0.2)) i.others(SECOND, "pod %s is vetoed", pod.name, () -> veto(i, pod));
    }
    long at = FaultClass.at(i) + MINUTE;
    Outages.rack(i, at);
  }

  private static void veto(Injector i, Host host) {
    var node = i.world.api.node(host.name());
    node.annotations.put(NodeAnnotations.HOLD, "under repair");
    i.world.api.changed(node);
  }

  private static void veto(Injector i, ServerPod pod) {
    pod.hold = "under repair";
    i.world.api.changed(pod);
  }
}
