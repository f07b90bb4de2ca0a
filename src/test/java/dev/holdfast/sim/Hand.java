package dev.holdfast.sim;

import dev.holdfast.action.Cluster;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodRef;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The cluster as one replica's executors reach it: each call is a request that takes its time. */
final class Hand implements Cluster {
  private static final long TIMEOUT = 5 * Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Draw draw;

  Hand(World world, Replica replica, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.draw = draw;
  }

  /** One request: done, done and not heard of, refused, or never arrived. */
  private <T> T request(Supplier<T> what, Function<String, T> refused, Function<String, T> lost) {
    if (!replica.isAlive()) return lost.apply("it is dead");
    if (!replica.watch.reachesApi()) {
      pass(draw.between(Agenda.SECOND, TIMEOUT));
      return lost.apply("no answer");
    }
    long latency = world.api.latency();
    pass(Math.min(latency, TIMEOUT) / 2);
    if (world.api.fails()) return refused.apply("503");
    if (latency > TIMEOUT && draw.chance(0.5)) return lost.apply("timeout");
    var answer = what.get();
    boolean heard = latency <= TIMEOUT && !world.api.losesAnswer() && replica.watch.reachesApi();
    pass(Math.min(latency, TIMEOUT) / 2);
    if (heard) replica.watch.heard();
    return heard && replica.isAlive() ? answer : lost.apply("no answer");
  }

  private void pass(long time) {
    world.agenda.pass(time);
    while (replica.isAlive() && replica.isPaused()) world.agenda.runUntil(replica.pausedUntil());
  }

  private Answer change(Supplier<Answer> what) {
    return request(what, why -> new Answer.Rejected(503, why), Answer.NoAnswer::new);
  }

  @Override
  public PodLook look(PodRef ref) {
    return request(
        () ->
            world
                .api
                .pod(ref.uid())
                .<PodLook>map(
                    pod -> new PodLook.Present(Reading.of(pod).signal(null, replica.now())))
                .orElseGet(PodLook.Absent::new),
        PodLook.Unreadable::new,
        PodLook.Unreadable::new);
  }

  @Override
  public NodeLook lookAtNode(String name) {
    return request(
        () -> new NodeLook.Present(read(world.api.node(name))),
        NodeLook.Unreadable::new,
        NodeLook.Unreadable::new);
  }

  private NodeSignal read(ServerNode node) {
    return Sight.read(node.signal(), null, replica.now());
  }

  @Override
  public Answer evict(PodRef pod) {
    return remove(pod, world.book::evicted, world.audit::evicted);
  }

  @Override
  public Answer delete(PodRef pod) {
    return remove(pod, world.book::deleted, world.audit::deleted);
  }

  @Override
  public Answer forceDelete(PodRef pod) {
    throw new IllegalStateException("nobody in this simulation proves that a host is dead: " + pod);
  }

  private Answer remove(PodRef ref, Consumer<ServerPod> booked, Consumer<ServerPod> audited) {
    return change(
        () -> {
          var pod = world.api.pod(ref.uid());
          if (pod.isEmpty()) return new Answer.Moot("it is gone");
          booked.accept(pod.get());
          pod.get().delete();
          audited.accept(pod.get());
          world.api.changed(pod.get());
          return new Answer.Accepted();
        });
  }

  @Override
  public Answer markNotReady(PodRef ref, String message) {
    return change(
        () -> {
          var pod = world.api.pod(ref.uid());
          if (pod.isEmpty()) return new Answer.Moot("it is gone");
          pod.get().ready(false);
          world.book.moved(pod.get(), world.audit.moved(pod.get()));
          world.api.changed(pod.get());
          return new Answer.Accepted();
        });
  }

  @Override
  public Answer markDisrupted(PodRef pod, String message) {
    return change(Answer.Accepted::new);
  }

  @Override
  public Answer markEnded(PodRef pod, String message) {
    throw new IllegalStateException("nobody in this simulation proves that a host is dead: " + pod);
  }

  @Override
  public Answer mark(NodeRef ref, String mark, LastLook lastLook) {
    return patch(
        ref,
        lastLook,
        node -> {
          if (NodeHealth.isMarked(node.signal())) return false;
          boolean tainted = node.signal().bearsOurTaint();
          node.annotations.putIfAbsent(NodeAnnotations.MARKED, mark);
          if (!tainted) node.taints.add(NodeAnnotations.OUR_TAINT);
          world.audit.patched(node, Bodies.marking(node, "add", !tainted));
          world.book.marked(node);
          return true;
        });
  }

  @Override
  public Answer unmark(NodeRef ref, boolean withTaint, LastLook lastLook) {
    return patch(
        ref,
        lastLook,
        node -> {
          boolean marked = node.annotations.remove(NodeAnnotations.MARKED) != null;
          boolean tainted = withTaint && node.taints.remove(NodeAnnotations.OUR_TAINT);
          if (!marked && !tainted) return false;
          world.audit.patched(node, Bodies.marking(node, "remove", tainted));
          return true;
        });
  }

  @Override
  public Answer voidConfirmation(NodeRef node, LastLook lastLook) {
    throw new IllegalStateException("nobody in this simulation confirms anything: " + node);
  }

  /** Two requests: a look, and the patch for what was seen there. */
  private Answer patch(NodeRef ref, LastLook lastLook, Predicate<ServerNode> change) {
    var seen = see(ref.name());
    if (seen.isEmpty()) return new Answer.Rejected(0, "could not look at it");
    var refusal = lastLook.refuse(seen.get().node());
    if (refusal.isPresent()) return new Answer.Moot(refusal.get().message());
    return change(
        () -> {
          var node = world.api.node(ref.name());
          if (node.version != seen.get().version()) return new Answer.Moot("it changed");
          if (!change.test(node)) return new Answer.Moot("it is so already");
          world.api.changed(node);
          return new Answer.Accepted();
        });
  }

  private Optional<Seen> see(String name) {
    return request(
        () -> {
          var node = world.api.node(name);
          return Optional.of(new Seen(read(node), node.version));
        },
        why -> Optional.empty(),
        why -> Optional.empty());
  }

  private record Seen(NodeSignal node, long version) {}

  /** Writes a policy's memory by compare-and-set; empty where that was lost, or nobody answered. */
  Optional<Api.Written> write(Workload workload, PolicyMemory memory, long seen) {
    return request(
        () -> world.api.write(workload, memory, seen),
        why -> Optional.empty(),
        why -> Optional.empty());
  }
}
