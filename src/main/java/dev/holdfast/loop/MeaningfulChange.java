package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Spec and annotations wake a policy; its own status does not. */
public final class MeaningfulChange implements OnUpdateFilter<HighAvailabilityPolicy> {
  @Override
  public boolean accept(HighAvailabilityPolicy now, HighAvailabilityPolicy was) {
    return !Objects.equals(now.getMetadata().getGeneration(), was.getMetadata().getGeneration())
        || !Objects.equals(now.getMetadata().getAnnotations(), was.getMetadata().getAnnotations());
  }
}
