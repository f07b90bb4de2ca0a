package dev.holdfast.it;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.List;

/**
 * A database of one replica under a policy, its host, and two further hosts with nothing on them.
 */
record LoneDatabase(Scene scene, FakeHost host) {
  static final String APP = "db";

  static LoneDatabase open(Scene scene) throws IOException {
    var pool = scene.hosts("a");
    scene.policies().judgeNodes();
    scene.policies().protect(APP, List.of(APP));
    scene.running(scene.workloads().statefulSet(APP, 1));
    pool.add("b");
    pool.add("c");
    return new LoneDatabase(scene, pool.host(0));
  }

  Pod pod() {
    return scene.pods(APP).getFirst();
  }

  void awaitItWaitsForProof() {
    scene
        .afterALoss()
        .until(
            "the pod waits for proof",
            () -> scene.policies().held(APP).containsValue("AwaitingProof"));
  }
}
