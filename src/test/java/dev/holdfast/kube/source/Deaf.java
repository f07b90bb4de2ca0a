package dev.holdfast.kube.source;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import org.jspecify.annotations.Nullable;

/** A listener that does nothing; others say what they listen to. */
public class Deaf implements ClusterListener {
  @Override
  public void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after) {}

  @Override
  public void onNodeChange(String name) {}

  @Override
  public void onLease(String name) {}

  @Override
  public void onOwnerChange(@Nullable OwnerSignal before, @Nullable OwnerSignal after) {}

  @Override
  public void onPolicyChange(@Nullable KnownPolicy before, @Nullable KnownPolicy after) {}

  @Override
  public void onNodePolicyChange() {}

  @Override
  public void onEmergencyStop(boolean engaged) {}
}
