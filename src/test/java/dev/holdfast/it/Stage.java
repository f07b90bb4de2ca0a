package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Scene;

/**
 * A control plane for one class of tests, which may do to it what they like, and a relay through
 * which replicas reach it.
 */
final class Stage implements AutoCloseable {
  private final ControlPlane plane;
  private final ApiRelay relay;
  private final Replicas replicas;

  private Stage(ControlPlane plane, ApiRelay relay, Replicas replicas) {
    this.plane = plane;
    this.relay = relay;
    this.replicas = replicas;
  }

  static Stage open(String name) throws Exception {
    var options = ControlPlaneOptions.forTests(name);
    var plane = ControlPlane.start(KubeBinaries.find().orElseThrow(), options, System.err::println);
    try {
      return new Stage(plane, ApiRelay.to(plane), Replicas.on(plane));
    } catch (Exception | Error e) {
      plane.close();
      throw e;
    }
  }

  ControlPlane plane() {
    return plane;
  }

  ApiRelay relay() {
    return relay;
  }

  Replicas replicas() {
    return replicas;
  }

  Scene scene() {
    return Scene.on(plane);
  }

  /** Closes it, and fails if an operator did wrong on it. */
  void closeWell() {
    try (var closing = this) {
      assertThat(closing.plane.misdeeds()).isEmpty();
    }
  }

  @Override
  public void close() {
    relay.close();
    plane.close();
  }
}
