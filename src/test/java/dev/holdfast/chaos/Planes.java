package dev.holdfast.chaos;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import java.util.ArrayList;
import java.util.List;

/** Several control planes with an arena each; all of it ends when it is closed. */
final class Planes implements AutoCloseable {
  private final List<ControlPlane> planes = new ArrayList<>();
  private final List<Arena> arenas = new ArrayList<>();
  private WarmStart warm = WarmStart.NONE;

  /** All replicas are ready when this returns. */
  static Planes start(int count, String name) throws Exception {
    var binaries =
        KubeBinaries.find()
            .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
    var options = ControlPlaneOptions.forTests(name);
    var all = new Planes();
    try {
      for (int i = 0; i < count; i++) {
        var plane = ControlPlane.start(binaries, options, progress -> {});
        all.planes.add(plane);
        if (i == 0) all.warm = WarmStart.learn(plane);
        all.arenas.add(Arena.on(plane, all.warm));
      }
      all.arenas.forEach(Arena::awaitReplicas);
      return all;
    } catch (Exception | Error e) {
      all.close();
      throw e;
    }
  }

  List<Arena> arenas() {
    return List.copyOf(arenas);
  }

  @Override
  public void close() {
    arenas.forEach(Arena::close);
    planes.forEach(ControlPlane::discard); // what was done wrong there is told already
  }
}
