package dev.holdfast.chaos;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.NodeSight;
import dev.holdfast.kit.PodPart;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A way to recover: how its fault comes about, and how all must stand in the end. */
enum Kind {
  RESTART("restart", 2) {
    @Override
    void set(Stage stage) {
      var web = stage.scene().workloads().deployment(Stage.APP, 2, Stage.quick());
      stage.play(web, 2, 1, "detection: {notReadyFor: 1s}", DEFAULTS);
    }

    @Override
    void strike(Stage stage) {
      var pod = stage.scene().pods(Stage.APP).getFirst();
      stage.victims(List.of(pod));
      stage.scene().podState().notReady(pod);
    }

    @Override
    List<FakeHost> marked(Stage stage) {
      return List.of();
    }
  },

  MIGRATE("migrate", 3) {
    @Override
    void set(Stage stage) {
      var web = stage.scene().workloads().deployment(Stage.APP, 2, Stage.quick());
      stage.play(web, 2, 1, DEFAULTS, DEFAULTS);
    }

    @Override
    void strike(Stage stage) {
      stage.victims(stage.podsOn(stage.host(0)));
      stage.host(0).setCondition("KernelDeadlock", "True");
    }
  },

  REPLACE("replace-after-loss", 3) {
    @Override
    void set(Stage stage) {
      var web = stage.scene().workloads().deployment(Stage.APP, 2, Stage.quick());
      stage.play(web, 2, 1, DEFAULTS, DEFAULTS);
    }

    @Override
    void strike(Stage stage) {
      stage.victims(stage.podsOn(stage.host(0)));
      stage.host(0).crash();
    }
  },

  TAKEOVER("takeover", 3) {
    @Override
    void set(Stage stage) {
      var db = stage.scene().workloads().statefulSet(Stage.APP, 1, Stage.quick());
      stage.play(db, 1, 1, DEFAULTS, DEFAULTS);
    }

    @Override
    void strike(Stage stage) {
      stage.victims(stage.podsOn(stage.host(0)));
      stage.host(0).crash();
    }

    /** When the operator asks for it: a word that a late renewal overtakes would be void. */
    @Override
    void advance(Stage stage) {
      if (stage.scene().policies().held(Stage.APP).containsValue("AwaitingProof")) {
        stage.once(1, () -> stage.host(0).confirmDead(stage.host(0).bootId()));
      }
    }
  },

  BRAKE("brake-and-release", 5) {
    @Override
    void set(Stage stage) {
      var big = PodPart.requesting("cpu", "5"); // so that each of the first hosts has one
      var web = stage.scene().workloads().deployment(Stage.APP, 2, Stage.quick(), big);
      stage.play(web, 2, 2, DEFAULTS, "brake: {maxUnhealthy: 1}");
    }

    @Override
    void strike(Stage stage) {
      stage.victims(stage.scene().pods(Stage.APP));
      lost(stage).forEach(FakeHost::crash);
    }

    private List<FakeHost> lost(Stage stage) {
      return stage.pool().hosts().subList(0, 2);
    }

    /** When one host is left and the other one waits, the first one comes back. */
    @Override
    void advance(Stage stage) {
      boolean waits = stage.scene().policies().held(Stage.APP).containsValue("Brake");
      var marked = lost(stage).stream().filter(NodeSight::isMarked).toList();
      boolean left = marked.size() == 1 && isEmpty(stage, marked.getFirst());
      if (waits && left) stage.once(1, () -> marked.getFirst().comeBack());
    }

    private boolean isEmpty(Stage stage, FakeHost host) {
      return stage.podsOn(host).stream()
          .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
    }

    /** The one that came back is well, and loses its mark after a quiet time. */
    @Override
    List<FakeHost> marked(Stage stage) {
      return lost(stage).stream().filter(Kind::isAway).toList();
    }
  },

  BACK("node-back", 3) {
    @Override
    void set(Stage stage) throws InterruptedException {
      REPLACE.set(stage);
      stage.victims(stage.podsOn(stage.host(0)));
      stage.host(0).cutOff();
      stage
          .scene()
          .eventually()
          .within(Ending.PATIENCE)
          .until(
              "its pods are replaced",
              () -> Ending.missing(REPLACE, stage, removal -> false).isEmpty());
    }

    @Override
    void strike(Stage stage) {
      stage.host(0).comeBack();
    }

    @Override
    List<FakeHost> marked(Stage stage) {
      return List.of();
    }
  };

  private static final String DEFAULTS = "{}";

  private final String title;
  private final int hosts;

  Kind(String title, int hosts) {
    this.title = title;
    this.hosts = hosts;
  }

  static Kind of(String title) {
    return Arrays.stream(values())
        .filter(kind -> kind.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No such kind: " + title));
  }

  String title() {
    return title;
  }

  /** All is well when this returns. */
  Stage stage(Arena arena) throws IOException, InterruptedException {
    var stage = Stage.on(arena, hosts);
    try {
      set(stage);
      return stage;
    } catch (RuntimeException | Error e) {
      stage.close();
      throw e;
    }
  }

  abstract void set(Stage stage) throws InterruptedException;

  abstract void strike(Stage stage);

  /** What happens later, by how things stand; called again and again. */
  void advance(Stage stage) {}

  /** Hosts that bear our taint in the end: those that are still ill. */
  List<FakeHost> marked(Stage stage) {
    return List.of(stage.host(0));
  }

  private static boolean isAway(FakeHost host) {
    return switch (host.state()) {
      case UP -> false;
      case OFF, CUT_OFF, KUBELET_DEAD, FROZEN -> true;
    };
  }

  static List<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).sorted().toList();
  }
}
