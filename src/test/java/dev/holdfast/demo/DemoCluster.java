package dev.holdfast.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;

/** Where the story plays: a cluster with hosts, one of which will crash. */
interface DemoCluster extends AutoCloseable {
  /** With all rights. */
  KubernetesClient client();

  /** Installs what Holdfast needs, starts it and returns when it is ready. */
  void startHoldfast() throws Exception;

  /** Takes the power from the host of that node; says what can be seen of it from outside. */
  String crash(String node);

  /** What {@code kubectl get hap} prints, with a line that says so. */
  String policies() throws Exception;

  /** What stock Kubernetes would have done, and how that is known. */
  String comparison();

  /** What Holdfast wrote, for somebody who looks for the cause of a failure. */
  String log() throws IOException;

  @Override
  void close();
}
