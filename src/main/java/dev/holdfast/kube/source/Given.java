package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an API object states, with neutral values for whatever it leaves out: readers never throw.
 */
final class Given {
  private static final int BRIEF = 200;

  /**
   * The longest time that is believed: Kubernetes takes any number of seconds, of which most lie
   * beyond all instants. What is to take a year is waited for as long as anybody would.
   */
  static final Duration LONGEST = Duration.ofDays(365);

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** A word of explanation, of which no more is kept than people read. */
  static @Nullable String brief(@Nullable String words) {
    return words == null || words.length() <= BRIEF ? words : words.substring(0, BRIEF - 1) + "…";
  }

  static boolean flag(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  static int number(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  static Duration seconds(long value) {
    long most = LONGEST.toSeconds();
    return Duration.ofSeconds(Math.clamp(value, -most, most));
  }

  static <T> T part(@Nullable T value, Supplier<T> otherwise) {
    return value == null ? otherwise.get() : value;
  }

  static <T> Stream<T> each(@Nullable List<T> values) {
    return values == null ? Stream.empty() : values.stream().filter(Objects::nonNull);
  }

  static Map<String, String> map(@Nullable Map<String, String> values) {
    if (values == null || values.isEmpty()) return Map.of();
    return values.entrySet().stream()
        .filter(e -> e.getKey() != null && e.getValue() != null)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static ObjectMeta metadata(HasMetadata object) {
    return part(object.getMetadata(), ObjectMeta::new);
  }

  private Given() {}
}
