package dev.holdfast.bench;

import static dev.holdfast.kit.PodPart.toleratingLossFor;

import dev.holdfast.kit.PodPart;
import java.time.Duration;
import java.util.Locale;

/** What cares for a Deployment of {@link Lost}. */
enum Care {
  PROBED("Holdfast, probe", "a policy with a probe, all else defaults", template -> template),
  UNPROBED("Holdfast, no probe", "a policy with all defaults", template -> template),
  TUNED(
      "tuned stock",
      "no policy; pods tolerate not-ready and unreachable for 0 s",
      toleratingLossFor(Duration.ZERO)),
  STOCK("stock", "no policy; Kubernetes' default tolerations of 300 s", template -> template);

  private static final String PROBE = "detection: {probe: {httpGet: {path: /, port: 8080}}}";

  private final String title;
  private final String meaning;
  private final PodPart part;

  Care(String title, String meaning, PodPart part) {
    this.title = title;
    this.meaning = meaning;
    this.part = part;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }

  PodPart part() {
    return part;
  }

  boolean isHoldfast() {
    return switch (this) {
      case PROBED, UNPROBED -> true;
      case TUNED, STOCK -> false;
    };
  }

  /** What its policy says beyond the selector, in YAML. */
  String furtherSpec() {
    return this == PROBED ? PROBE : "";
  }

  /** Of its Deployment for one crash. */
  String app(int crash) {
    return name().toLowerCase(Locale.ROOT) + "-" + crash;
  }
}
