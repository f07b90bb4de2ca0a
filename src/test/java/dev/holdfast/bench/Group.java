package dev.holdfast.bench;

import static dev.holdfast.kit.PodPart.toleratingLossFor;

import dev.holdfast.kit.PodPart;
import java.time.Duration;
import java.util.Locale;

/** What cares for a Deployment. */
enum Group {
  HOLDFAST("Holdfast", "a HighAvailabilityPolicy with all defaults", template -> template),
  TUNED(
      "tuned stock",
      "no policy; pods tolerate not-ready and unreachable for 0 s",
      toleratingLossFor(Duration.ZERO)),
  STOCK("stock", "no policy; Kubernetes' default tolerations of 300 s", template -> template);

  private final String title;
  private final String meaning;
  private final PodPart part;

  Group(String title, String meaning, PodPart part) {
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

  /** Of its Deployment for one crash. */
  String app(int crash) {
    return name().toLowerCase(Locale.ROOT) + "-" + crash;
  }
}
