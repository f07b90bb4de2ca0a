package dev.holdfast.kit;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what must become true, and when it does not says how the cluster stood. */
public final class Eventually {
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final String namespace;
  private final Duration patience;

  private Eventually(KubernetesClient client, String namespace, Duration patience) {
    this.client = client;
    this.namespace = namespace;
    this.patience = patience;
  }

  /** Waits 30 s; a failure shows the pods of that namespace, its policies, and the nodes. */
  public static Eventually in(KubernetesClient client, String namespace) {
    return new Eventually(client, namespace, USUAL);
  }

  public Eventually within(Duration longer) {
    return new Eventually(client, namespace, longer);
  }

  /** Exceptions count as "not yet". */
  public void until(String what, Callable<Boolean> holds) {
    explained(() -> await(what).ignoreExceptions().until(holds));
  }

  /** The last failed assertion is part of the message. */
  public void untilAsserted(String what, ThrowingRunnable assertions) {
    explained(() -> await(what).ignoreExceptions().untilAsserted(assertions));
  }

  /** Holds now and is seen to hold, without a break, for so long. */
  public void stays(String what, Duration time, Callable<Boolean> holds) {
    explained(
        () ->
            Awaitility.await(what)
                .pollInterval(POLL)
                .during(time)
                .atMost(time.plus(USUAL)) // a busy machine may look seldom
                .failFast(what + " does not hold", () -> !holds.call())
                .until(holds));
  }

  private ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(patience).pollDelay(Duration.ZERO).pollInterval(POLL);
  }

  private void explained(Runnable waiting) {
    try {
      waiting.run();
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(
          e.getMessage() + "\n" + ClusterPicture.of(client, namespace), e.getCause());
    }
  }
}
