package dev.holdfast.kube.source;

import dev.holdfast.signal.ClaimSignal;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import java.util.List;

/** From a PersistentVolumeClaim to its record. */
final class ClaimReader {
  private static final List<String> ONE_POD_ONLY = List.of("ReadWriteOncePod");

  private final Interner interner;

  ClaimReader(Interner interner) {
    this.interner = interner;
  }

  ClaimSignal read(PersistentVolumeClaim claim) {
    var meta = Given.metadata(claim);
    var spec = Given.part(claim.getSpec(), PersistentVolumeClaimSpec::new);
    boolean onePodOnly = Given.each(spec.getAccessModes()).toList().equals(ONE_POD_ONLY);
    return new ClaimSignal(
        interner.text(meta.getNamespace()), Given.text(meta.getName()), onePodOnly);
  }
}
