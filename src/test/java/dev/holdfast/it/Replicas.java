package dev.holdfast.it;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Replicas of the operator that a test starts, on a control plane where no other runs. */
final class Replicas {
  /** What follows the replica's name in the identity that holds the lease. */
  private static final int SUFFIX = "-00000000-0000-0000-0000-000000000000".length();

  private final ControlPlane plane;
  private final OperatorAccount account;

  /** Who held the lease when a replica was launched, by its name: surely another one. */
  private final Map<String, String> before = new ConcurrentHashMap<>();

  private Replicas(ControlPlane plane, OperatorAccount account) {
    this.plane = plane;
    this.account = account;
  }

  static Replicas on(ControlPlane plane) throws IOException {
    return new Replicas(plane, OperatorAccount.install(plane));
  }

  /** Where the manifest was applied already. */
  static Replicas onceInstalled(ControlPlane plane) {
    return new Replicas(plane, OperatorAccount.of(plane));
  }

  /** The bearer token of the operator's account. */
  String token() {
    return account.token();
  }

  /** Started, and not waited for. */
  OperatorProcess launch(String name) throws IOException {
    return launch(name, account.kubeconfig());
  }

  OperatorProcess launch(String name, Path kubeconfig) throws IOException {
    return launch(name, settings(name, kubeconfig));
  }

  /** With other settings than the usual ones. */
  OperatorProcess launch(String name, UnaryOperator<OperatorSettings> change) throws IOException {
    return launch(name, change.apply(settings(name, account.kubeconfig())));
  }

  private OperatorProcess launch(String name, OperatorSettings settings) throws IOException {
    before.put(name, holder().orElse(""));
    return OperatorProcess.launch(plane, settings);
  }

  private static OperatorSettings settings(String name, Path kubeconfig) {
    return OperatorSettings.against(kubeconfig).with("HOLDFAST_IDENTITY", name);
  }

  /**
   * The name of the replica that holds the lease; empty when none does. One of the same name that
   * was killed before may stand there until its time is over, and does not count.
   */
  Optional<String> leader() {
    return holder().filter(holder -> !holder.equals(before.get(name(holder)))).map(Replicas::name);
  }

  private static String name(String holder) {
    return holder.substring(0, holder.length() - SUFFIX);
  }

  private Optional<String> holder() {
    var lease =
        plane
            .client()
            .leases()
            .inNamespace(OperatorAccount.NAMESPACE)
            .withName("holdfast-leader")
            .get();
    return Optional.ofNullable(lease)
        .map(found -> found.getSpec().getHolderIdentity())
        .filter(holder -> !holder.isEmpty());
  }

  /** How long it takes from now until that replica holds the lease. */
  Duration untilLed(String name) {
    var start = System.nanoTime();
    Awaitility.await(name + " leads")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> leader().filter(name::equals).isPresent());
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
