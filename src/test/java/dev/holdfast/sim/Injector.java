package dev.holdfast.sim;

import dev.holdfast.sim.Network.Cut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Does harm to a played cluster, and writes down what it did. */
final class Injector {
  final World world;
  final Draw draw;
  private long end;

  Injector(World world) {
    this.world = world;
    this.draw = world.draw.fork();
  }

  /** When all that was injected is over. */
  long end() {
    return end;
  }

  /** Somebody else does that then. */
  void others(long at, String form, Object what, Runnable deed) {
    say(at, form, what);
    end = Math.max(end, at);
    world.agenda.at(at, deed);
  }

  private void say(long at, String form, Object... what) {
    world.agenda.at(at, () -> world.trace.say(world.agenda.now(), "! " + form, what));
  }

  private void during(long from, long time, Runnable begin, Runnable over) {
    end = Math.max(end, from + time);
    world.agenda.at(from, begin);
    world.agenda.at(from + time, over);
  }

  /** Power is lost; it boots after that time, as another boot. */
  void crash(Host host, long at, long backAfter) {
    var kubelet = world.kubelet(host);
    say(at, "%s crashes for %d ms", host.name(), backAfter);
    world.book.inject(host, at, at + backAfter);
    during(
        at,
        backAfter,
        () -> {
          host.crash(world.agenda.now());
          kubelet.crashed();
          world.alert(host);
        },
        () -> {
          host.boot(world.agenda.now());
          if (host.isOn()) kubelet.booted();
          world.alert(host);
        });
  }

  /** It stands still with all that runs on it, and goes on as if nothing had been. */
  void stun(Host host, long at, long time) {
    say(at, "%s is stunned for %d ms", host.name(), time);
    world.book.inject(host, at, at + time);
    during(
        at,
        time,
        () -> {
          host.freeze(world.agenda.now());
          world.alert(host);
        },
        () -> {
          host.thaw(world.agenda.now());
          world.kubelet(host).resume();
        });
  }

  /** Nothing gets to these hosts or from them. */
  void isolate(List<Host> hosts, long at, long time) {
    var places = hosts.stream().map(host -> host.place).toList();
    for (var host : hosts) {
      say(at, "%s is cut off for %d ms", host.name(), time);
      world.book.inject(host, at, at + time);
      during(at, time, () -> host.isolate(world.agenda.now()), () -> host.join(world.agenda.now()));
    }
    drop((from, to, port) -> places.contains(from) != places.contains(to), at, time);
  }

  /** As {@link #isolate}, but from then on the API server hears it again, and nobody else does. */
  void isolateBut(Host host, long at, long heard, long to) {
    say(at, "%s is cut off until %d ms, from the API server until %d ms", host.name(), to, heard);
    world.book.inject(host, at, to);
    during(
        at, to - at, () -> host.isolate(world.agenda.now()), () -> host.join(world.agenda.now()));
    drop((from, dest, port) -> isOne(host, from, dest) && port != Port.API, at, to - at);
    drop((from, dest, port) -> isOne(host, from, dest) && port == Port.API, at, heard - at);
    world.agenda.at(heard, world.kubelet(host)::resume);
  }

  private static boolean isOne(Host host, Place from, Place to) {
    return from == host.place || to == host.place;
  }

  /** As {@link #isolate}, in one direction: nobody gets an answer all the same. */
  void isolateOneWay(Host host, boolean outgoing, long at, long time) {
    say(at, "%s cannot %s for %d ms", host.name(), outgoing ? "send" : "receive", time);
    world.book.inject(host, at, at + time);
    during(at, time, () -> host.isolate(world.agenda.now()), () -> host.join(world.agenda.now()));
    drop((from, to, port) -> (outgoing ? from : to) == host.place, at, time);
  }

  /** Something in between drops what it drops; whether a host is cut off by that is told apart. */
  void drop(Cut cut, long at, long time) {
    drop(cut, world.hosts, at, time);
  }

  /**
   * The same.
   *
   * @param among hosts that it may concern
   */
  void drop(Cut cut, Collection<Host> among, long at, long time) {
    during(
        at,
        time,
        () -> {
          world.network.add(cut);
          world.alert(cut, among, at + time);
        },
        () -> world.network.remove(cut));
  }

  /** Pods run on. */
  void kubelet(Host host, Host.Kubelet how, long at, long time) {
    say(at, "the kubelet of %s is %s for %d ms", host.name(), how, time);
    world.book.inject(host, at, at + time);
    during(
        at,
        time,
        () -> {
          host.kubelet(how);
          world.alert(host);
        },
        () -> {
          host.kubelet(Host.Kubelet.RUNNING);
          world.kubelet(host).resume();
        });
  }

  void pauseKubelet(Host host, long at, long time) {
    world.book.inject(host, at, at + time);
    during(
        at,
        time,
        () -> {
          world.kubelet(host).pause(at + time);
          world.alert(host);
        },
        () -> world.kubelet(host).resume());
  }

  void api(Api.State state, long at, long time) {
    say(at, "the API server is %s for %d ms", state, time);
    during(at, time, () -> world.api.become(state), () -> world.api.become(Api.State.UP));
  }

  /** After a failover kubelets speak into dead connections until they notice. */
  void stallKubelets(long at, long most) {
    for (var kubelet : world.kubelets) {
      long time = draw.between(0, most);
      world.book.inject(kubelet.host, at, at + time);
      during(at, time, () -> kubelet.stall(at + time), () -> {});
    }
  }

  /** They run, and the API server hears nothing of them, until all are heard again. */
  void muteKubelets(List<Host> hosts, long at, long time) {
    say(at, "%d kubelets cannot reach the API server for %d ms", hosts.size(), time);
    for (var host : hosts) {
      world.book.inject(host, at, at + time);
      during(at, time, () -> world.kubelet(host).stall(at + time), () -> {});
    }
  }

  // Holdfast itself

  /** A watch of whoever leads then stays open, and brings nothing. */
  void stall(Wire.Kind kind, long at, long time) {
    say(at, "the leader's watch of %s stands still for %d ms", kind, time);
    during(at, time, () -> leader().stall(kind, at + time), () -> {});
  }

  /** Somebody pulls the emergency stop. */
  void stop(long at, long time) {
    say(at, "the emergency stop is pulled for %d ms", time);
    during(at, time, () -> world.api.stop(true), () -> world.api.stop(false));
  }

  void pause(Replica replica, long at, long time) {
    say(at, "%s stands still for %d ms", replica.name, time);
    during(at, time, () -> replica.pause(at + time), () -> {});
  }

  /** It ends, at once or in order, and another takes its place. */
  void replace(Replica replica, boolean inOrder, long at, long after) {
    say(at, "%s ends, %s", replica.name, inOrder ? "as told" : "at once");
    during(
        at,
        after,
        () -> {
          replica.die();
          if (inOrder) resign(replica);
        },
        () -> {
          world.replicas.remove(replica);
          world.addReplica(replica.place.zone()).start(false);
        });
  }

  private void resign(Replica replica) {
    world.election.giveBack(replica);
    world.api.takeBack(replica.name);
  }

  /** The wall clock was set, and so its evidence is void. */
  void setClock(Replica replica, long at) {
    say(at, "the clock of %s is set", replica.name);
    during(at, 0, replica.watch::interrupt, () -> {});
  }

  /** Packets are lost in bursts at each of these hosts, in a share of the time. */
  void loss(List<Host> hosts, double share, long burst, long at, long time) {
    end = Math.max(end, at + time);
    say(at, "%.1f %% of the packets of %d hosts are lost, in bursts", 100 * share, hosts.size());
    new Bursts(this, hosts, share, burst).between(at, at + time);
  }

  List<Host> hosts(Predicate<Host> which) {
    return new ArrayList<>(world.hosts.stream().filter(which).toList());
  }

  Host anyHost() {
    return draw.one(world.hosts);
  }

  Replica leader() {
    var holder = world.election.holder();
    return holder == null ? world.replicas.getFirst() : holder;
  }

  Replica follower() {
    return world.replicas.stream().filter(r -> r != leader()).findFirst().orElseThrow();
  }
}
