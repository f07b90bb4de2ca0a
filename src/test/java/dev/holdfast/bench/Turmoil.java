package dev.holdfast.bench;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.HostState;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Pods fall ill and recover, hosts crash and come back, replicas of the operator are killed and the
 * API server is out of their reach: each at random times of its own, until a deadline.
 */
final class Turmoil {
  private final AtomicInteger illnesses = new AtomicInteger();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger outages = new AtomicInteger();

  private final Scene scene;
  private final HostPool pool;
  private final ReplicaSet replicas;
  private final ApiRelay relay;
  private final long seed;
  private final long end;

  Turmoil(
      Scene scene,
      HostPool pool,
      ReplicaSet replicas,
      ApiRelay relay,
      long seed,
      Duration lasting) {
    this.scene = scene;
    this.pool = pool;
    this.replicas = replicas;
    this.relay = relay;
    this.seed = seed;
    this.end = System.nanoTime() + lasting.toNanos();
  }

  /** Returns when all is over, with all hosts, replicas and the API server back. */
  void rage(List<String> apps) throws InterruptedException, ExecutionException {
    var all = new ArrayList<Callable<Object>>();
    apps.forEach(app -> all.add(again(app, 5, 40, random -> illness(app, random))));
    all.add(again("hosts", 30, 80, this::crash));
    all.add(again("replicas", 60, 120, this::kill));
    all.add(again("api", 150, 300, this::outage));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> done : threads.invokeAll(all)) done.get();
    }
    apps.forEach(this::heal);
  }

  /** A host that crashed meanwhile left some pods ill. */
  private void heal(String app) {
    for (var pod : scene.pods(app)) {
      if (pod.getMetadata().getDeletionTimestamp() == null && !Readiness.isPodReady(pod)) {
        tryTo(() -> scene.podState().ready(pod));
      }
    }
  }

  /** On a pod that Holdfast may replace at any time. */
  private static boolean tryTo(Runnable deed) {
    try {
      deed.run();
      return true;
    } catch (NoSuchElementException | KubernetesClientException replacedMeanwhile) {
      return false;
    }
  }

  private interface Deed {
    void by(Random random) throws Exception;
  }

  private Callable<Object> again(String name, int shortest, int longest, Deed deed) {
    var random = new Random(seed + name.hashCode());
    return () -> {
      while (true) {
        pause(random, shortest, longest);
        if (System.nanoTime() > end) return name;
        deed.by(random);
      }
    };
  }

  /** At random instants things happen; nothing is waited for. */
  private static void pause(Random random, int shortest, int longest) throws InterruptedException {
    Thread.sleep(random.nextInt(shortest * 1000, longest * 1000));
  }

  private void illness(String app, Random random) throws InterruptedException {
    var ready = new ArrayList<>(scene.pods(app).stream().filter(this::serves).toList());
    if (ready.isEmpty()) return;
    Collections.shuffle(ready, random);
    var pod = ready.getFirst();
    if (!tryTo(() -> scene.podState().notReady(pod))) return;
    illnesses.incrementAndGet();
    pause(random, 1, 25);
    if (serves(pod)) tryTo(() -> scene.podState().ready(pod));
  }

  /** Of a host that is down nobody can make a pod ill or well. */
  private boolean serves(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getSpec().getNodeName() != null
        && pool.host(pod.getSpec().getNodeName()).state() == HostState.UP
        && Readiness.isPodReady(pod);
  }

  private void crash(Random random) throws InterruptedException {
    var host = pool.host(random.nextInt(pool.hosts().size()));
    host.crash();
    crashes.incrementAndGet();
    pause(random, 20, 70);
    host.comeBack();
  }

  /** One of three times nobody is left who watches. */
  private void kill(Random random) throws InterruptedException, IOException {
    Awaitility.await("a replica leads")
        .atMost(Duration.ofMinutes(2)) // an outage of the API server may be under way
        .until(() -> replicas.leader().isPresent());
    try (var leader = replicas.take(replicas.leader().orElseThrow())) {
      leader.kill();
    }
    kills.incrementAndGet();
    if (random.nextInt(3) == 0) {
      for (var other : replicas.names()) {
        try (var follower = replicas.take(other)) {
          follower.kill();
        }
        kills.incrementAndGet();
      }
      replicas.launch();
    }
    pause(random, 1, 15);
    replicas.launch();
  }

  private void outage(Random random) throws InterruptedException {
    relay.follow(call -> new Fate.Drop());
    relay.expire(Turmoil::any);
    outages.incrementAndGet();
    pause(random, 6, 45);
    relay.follow(RelayRules.PASS_ALL);
  }

  private static boolean any(ApiCall call) {
    return true;
  }

  /** As "310 illnesses of pods, 8 crashes of hosts, ...". */
  @Override
  public String toString() {
    return "%s illnesses of pods, %s crashes of hosts, %s kills of operators, %s outages of the API server"
        .formatted(illnesses, crashes, kills, outages);
  }
}
