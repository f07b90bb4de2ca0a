package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * When the confirmation that a node is dead was given, by the control plane's own clocks: by what
 * the API server notes beside each field, and when the node was last said to be Ready or not. It
 * holds whoever watched, also when no replica of ours ran. The note is of the writer's last write
 * to the node, so a later one by the same tool makes the word look newer than it is.
 */
final class AdministratorsWord {
  private static final String FIELD = "f:" + NodeAnnotations.CONFIRMED_DEAD;

  /** It was given before the node became what it is now, or nobody noted when: another outage's. */
  static boolean isOld(ObjectMeta meta, NodeStatus status) {
    return Given.map(meta.getAnnotations()).containsKey(NodeAnnotations.CONFIRMED_DEAD)
        && given(meta).isBefore(readySince(status));
  }

  private static Instant given(ObjectMeta meta) {
    return Given.each(meta.getManagedFields())
        .filter(AdministratorsWord::wroteIt)
        .map(entry -> ServerTime.of(entry.getTime()))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static boolean wroteIt(ManagedFieldsEntry entry) {
    var fields = Given.part(entry.getFieldsV1(), FieldsV1::new).getAdditionalProperties();
    return part(part(fields, "f:metadata"), "f:annotations").containsKey(FIELD);
  }

  private static Map<?, ?> part(Map<?, ?> of, String name) {
    return of.get(name) instanceof Map<?, ?> part ? part : Map.of();
  }

  private static Instant readySince(NodeStatus status) {
    return Given.each(status.getConditions())
        .filter(condition -> NodeSignal.READY.equals(condition.getType()))
        .map(NodeCondition::getLastTransitionTime)
        .map(ServerTime::of)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private AdministratorsWord() {}
}
