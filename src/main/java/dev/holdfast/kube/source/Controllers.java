package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import org.jspecify.annotations.Nullable;

/** Who controls an object: of its owner references the one that says so. */
final class Controllers {
  static @Nullable OwnerRef of(ObjectMeta metadata) {
    return Given.each(metadata.getOwnerReferences())
        .filter(owner -> Given.flag(owner.getController()))
        .findFirst()
        .map(Controllers::ref)
        .orElse(null);
  }

  private static OwnerRef ref(OwnerReference owner) {
    return new OwnerRef(
        Given.text(owner.getApiVersion()),
        Given.text(owner.getKind()),
        Given.text(owner.getName()),
        Given.text(owner.getUid()));
  }

  private Controllers() {}
}
