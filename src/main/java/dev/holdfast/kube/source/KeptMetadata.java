package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeAnnotations;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the metadata of our own kinds: who may write a policy may hang 256 KiB of
 * annotations on it, and labels and finalizers as well, which each replica would hold in more than
 * one cache. Nothing is lost by it, since no object is ever written back as it was read.
 */
final class KeptMetadata {
  static ObjectMeta of(ObjectMeta whole) {
    return new ObjectMetaBuilder()
        .withNamespace(whole.getNamespace())
        .withName(whole.getName())
        .withUid(whole.getUid())
        .withResourceVersion(whole.getResourceVersion())
        .withGeneration(whole.getGeneration())
        .withCreationTimestamp(whole.getCreationTimestamp())
        .withDeletionTimestamp(whole.getDeletionTimestamp())
        .withAnnotations(veto(Given.map(whole.getAnnotations())))
        .build();
  }

  /** Never null: the framework looks into the annotations of whatever it keeps. */
  private static Map<String, String> veto(Map<String, String> annotations) {
    @Nullable String why = Given.brief(annotations.get(NodeAnnotations.HOLD));
    return why == null ? Map.of() : Map.of(NodeAnnotations.HOLD, why);
  }

  private KeptMetadata() {}
}
