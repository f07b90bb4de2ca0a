package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of a pod's volumes two copies of it would share, and which claims it writes to. */
final class VolumeUse {
  /** Volume types that are made anew for each pod, or that nobody writes to. */
  private static boolean isPrivate(Volume volume) {
    return Stream.of(
            volume.getEmptyDir(),
            volume.getConfigMap(),
            volume.getSecret(),
            volume.getProjected(),
            volume.getDownwardAPI(),
            volume.getImage(),
            volume.getEphemeral())
        .anyMatch(Objects::nonNull);
  }

  /** Types of volumes that are neither private nor claims; an unknown type is one of them. */
  static Stream<String> shared(PodSpec spec) {
    return Given.each(spec.getVolumes())
        .filter(volume -> !isPrivate(volume) && volume.getPersistentVolumeClaim() == null)
        .map(VolumeUse::type);
  }

  private static String type(Volume volume) {
    if (volume.getHostPath() != null) return "hostPath";
    if (volume.getNfs() != null) return "nfs";
    if (volume.getCsi() != null) return "csi";
    return "volume " + Given.text(volume.getName());
  }

  static boolean hasClaims(PodSpec spec) {
    return Given.each(spec.getVolumes()).anyMatch(v -> v.getPersistentVolumeClaim() != null);
  }

  static List<String> writtenClaims(PodSpec spec) {
    if (!hasClaims(spec)) return List.of();
    var written = writtenVolumes(spec);
    return Given.each(spec.getVolumes())
        .filter(volume -> written.contains(Given.text(volume.getName())))
        .flatMap(volume -> Optional.ofNullable(volume.getPersistentVolumeClaim()).stream())
        .filter(claim -> !Given.flag(claim.getReadOnly()))
        .map(claim -> Given.text(claim.getClaimName()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Debugging (ephemeral) containers count as well: they can mount what the others mount. */
  private static Set<String> writtenVolumes(PodSpec spec) {
    var ordinary =
        Stream.concat(Given.each(spec.getContainers()), Given.each(spec.getInitContainers()))
            .flatMap(VolumeUse::writes);
    var debugging =
        Given.each(spec.getEphemeralContainers())
            .flatMap(container -> Given.each(container.getVolumeMounts()))
            .filter(Predicate.not(mount -> Given.flag(mount.getReadOnly())))
            .map(mount -> Given.text(mount.getName()));
    return Stream.concat(ordinary, debugging).collect(Collectors.toSet());
  }

  private static Stream<String> writes(Container container) {
    var mounts =
        Given.each(container.getVolumeMounts())
            .filter(mount -> !Given.flag(mount.getReadOnly()))
            .map(mount -> Given.text(mount.getName()));
    var devices = Given.each(container.getVolumeDevices()).map(d -> Given.text(d.getName()));
    return Stream.concat(mounts, devices);
  }

  private VolumeUse() {}
}
