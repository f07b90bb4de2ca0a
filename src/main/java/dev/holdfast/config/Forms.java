package dev.holdfast.config;

import java.util.regex.Pattern;

/** The forms of texts in settings. */
final class Forms {
  /** Name of a namespace. */
  static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?)?");

  static final Pattern NODE_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?|");

  /** Short enough that prefixed and suffixed it is still the name of a Kubernetes object. */
  static final Pattern REPLICA = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,198}[a-z0-9])?|");

  static final Pattern HOST = Pattern.compile("[\\w.:-]+");

  static final Pattern ADDRESS = Pattern.compile("https?://[!-~]+");

  private Forms() {}
}
