package dev.holdfast.demo;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import java.io.IOException;
import java.util.List;

/** What a real control plane, its hosts and three replicas of Holdfast stand on. */
interface Ground extends AutoCloseable {
  List<String> ZONES = List.of("zone-a", "zone-b", "zone-c");

  ControlPlane plane();

  /** What is real here and what is not, a sentence each. */
  List<String> terms();

  /** Three replicas, one in each zone, with the rights of deploy/install.yaml; all ready. */
  void startHoldfast() throws IOException;

  /** What a host that was just crashed looks like to others. */
  String sight(FakeHost crashed);

  /** What the replicas wrote. */
  String log();

  @Override
  void close();
}
