package dev.holdfast.kube.source;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners; one that fails is logged, the others hear of it all the same. */
final class Listeners implements ClusterListener {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<ClusterListener> all = new CopyOnWriteArrayList<>();

  void add(ClusterListener listener) {
    all.add(listener);
  }

  /** A namesake is two changes: one pod went, another came. */
  @Override
  public void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after) {
    boolean namesake = before != null && after != null && !before.uid().equals(after.uid());
    if (!namesake) {
      tell(listener -> listener.onPodChange(before, after));
      return;
    }
    tell(listener -> listener.onPodChange(before, null));
    tell(listener -> listener.onPodChange(null, after));
  }

  @Override
  public void onNodeChange(String name) {
    tell(listener -> listener.onNodeChange(name));
  }

  @Override
  public void onLease(String name) {
    tell(listener -> listener.onLease(name));
  }

  @Override
  public void onOwnerChange(@Nullable OwnerSignal before, @Nullable OwnerSignal after) {
    tell(listener -> listener.onOwnerChange(before, after));
  }

  /** As with pods: what was known of one that went is no business of its namesake. */
  @Override
  public void onPolicyChange(@Nullable KnownPolicy before, @Nullable KnownPolicy after) {
    boolean namesake =
        before != null && after != null && !before.key().uid().equals(after.key().uid());
    if (!namesake) {
      tell(listener -> listener.onPolicyChange(before, after));
      return;
    }
    tell(listener -> listener.onPolicyChange(before, null));
    tell(listener -> listener.onPolicyChange(null, after));
  }

  @Override
  public void onNodePolicyChange() {
    tell(ClusterListener::onNodePolicyChange);
  }

  @Override
  public void onEmergencyStop(boolean engaged) {
    tell(listener -> listener.onEmergencyStop(engaged));
  }

  private void tell(Consumer<ClusterListener> change) {
    for (var listener : all) {
      try {
        change.accept(listener);
      } catch (RuntimeException e) {
        log.error("{} failed on a change; it will hear of the next", listener, e);
      }
    }
  }
}
