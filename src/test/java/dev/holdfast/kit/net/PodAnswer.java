package dev.holdfast.kit.net;

import java.util.Locale;

/**
 * What a pod answers on its TCP ports, as the value of the annotation {@link #ANNOTATION}, which
 * may be changed while it runs; without it, {@link #OK}. What its kubelet says of it is another
 * thing.
 */
public enum PodAnswer {
  /** HTTP 200. */
  OK,
  /** HTTP 500. */
  FAIL,
  /** Takes the connection and says nothing. */
  HANG,
  /** Nobody listens. */
  REFUSE;

  public static final String ANNOTATION = "kit.holdfast.dev/answers";

  /** What stands in the annotation. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PodAnswer ofValue(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
