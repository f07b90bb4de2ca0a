package dev.holdfast.demo;

import java.nio.file.Path;
import java.util.List;

/** What the demo applies; the policy and the Deployment bear the same name. */
record Sample(String namespace, String name, int replicas, List<Path> files) {
  private static final Path WEB_FILE = Path.of("samples", "web.yaml");

  /** With stock timings. */
  static final Sample WEB = web(Path.of("samples", "nodes.yaml"));

  /** For hosts that renew their leases each second. */
  static final Sample WEB_IN_A_HURRY =
      web(Path.of("src", "test", "resources", "dev", "holdfast", "demo", "nodes-short.yaml"));

  private static Sample web(Path nodes) {
    return new Sample("default", "web", 6, List.of(nodes, WEB_FILE));
  }
}
