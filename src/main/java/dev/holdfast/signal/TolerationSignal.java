package dev.holdfast.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pod's toleration; empty strings stand for fields that the pod leaves out. Matching follows
 * {@code Toleration.ToleratesTaint} of the Kubernetes API.
 *
 * @param forAtMost how long a NoExecute taint is borne; absent means for ever
 */
public record TolerationSignal(
    String key, String operator, String value, String effect, @Nullable Duration forAtMost) {

  public boolean tolerates(TaintSignal taint) {
    if (!effect.isEmpty() && !effect.equals(taint.effect())) return false;
    if (!key.isEmpty() && !key.equals(taint.key())) return false;
    if (operator.equals("Exists")) return true;
    return !key.isEmpty() && value.equals(taint.value());
  }
}
