package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.incident.Incident;
import dev.holdfast.signal.PodSignal;
import org.jspecify.annotations.Nullable;

/**
 * An open incident, as it looks now.
 *
 * @param occupant the pod that fills the slot; absent while none does
 * @param fault what is wrong with it; absent while nothing is, or nobody is there
 */
public record Case(Incident incident, @Nullable PodSignal occupant, @Nullable Fault fault) {

  Case with(Incident changed) {
    return new Case(changed, occupant, fault);
  }
}
