package dev.holdfast.demo;

import java.nio.file.Path;
import java.util.List;

/** What the demo applies; the policy and the Deployment bear the same name. */
record Sample(String namespace, String name, int replicas, List<Path> files) {
  static final Sample WEB =
      new Sample(
          "default",
          "web",
          6,
          List.of(Path.of("samples", "nodes.yaml"), Path.of("samples", "web.yaml")));
}
