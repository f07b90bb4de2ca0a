package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import org.jspecify.annotations.Nullable;

/** Who controls an object: of its owner references the one that says so. */
final class Controllers {
  static @Nullable OwnerRef of(ObjectMeta metadata, Interner interner) {
    return Given.each(metadata.getOwnerReferences())
        .filter(owner -> Given.flag(owner.getController()))
        .findFirst()
        .map(owner -> ref(owner, interner))
        .orElse(null);
  }

  private static OwnerRef ref(OwnerReference owner, Interner interner) {
    return interner.same(
        new OwnerRef(
            interner.text(owner.getApiVersion()),
            interner.text(owner.getKind()),
            interner.text(owner.getName()),
            interner.text(owner.getUid())));
  }

  private Controllers() {}
}
