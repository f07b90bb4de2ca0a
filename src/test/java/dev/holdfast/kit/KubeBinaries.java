package dev.holdfast.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder that holds the control plane's binaries. It is looked for, never downloaded. */
public record KubeBinaries(Path folder) {
  /** Names the folder; when set, no other place is looked at. */
  public static final String VARIABLE = "HOLDFAST_KUBE";

  /** The Kubernetes version that the binaries are of. */
  public static final String VERSION = "v1.35.4";

  private static final List<String> NEEDED =
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubectl",
          "kwok",
          "kwokctl");

  /** The complete folder that {@link #VARIABLE} names, else the one in the user's cache. */
  public static Optional<KubeBinaries> find() {
    var found = new KubeBinaries(place());
    return found.missing().isEmpty() ? Optional.of(found) : Optional.empty();
  }

  /** A sentence for people: what was looked for, where, and what can be done. */
  public static String whatIsMissing() {
    var place = new KubeBinaries(place());
    return "No %s in %s: run `make kube`, or set %s to a folder that holds them"
        .formatted(String.join(", ", place.missing()), place.folder(), VARIABLE);
  }

  /** The executable of that name. */
  public Path binary(String name) {
    return folder.resolve(name);
  }

  private List<String> missing() {
    return NEEDED.stream().filter(name -> !Files.isExecutable(binary(name))).toList();
  }

  private static Path place() {
    var preset = System.getenv(VARIABLE);
    return preset != null && !preset.isBlank() ? Path.of(preset) : userCache();
  }

  private static Path userCache() {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var cache =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("holdfast/kube").resolve(VERSION);
  }
}
