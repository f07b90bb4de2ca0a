package dev.holdfast.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.holdfast.api.DurationFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One setting: where its value stands, what it may be, what it is if nobody says otherwise.
 *
 * @param name the environment variable
 * @param fallback the default, as a user would write it; empty where another source decides
 * @param allowed the values that {@code parser} takes, with their unit, in words
 * @param meaning what the value does
 * @param parser throws IllegalArgumentException for what is not allowed
 */
record Setting<T>(
    String name, String fallback, String allowed, String meaning, Function<String, T> parser) {

  /** The value in {@code env}, or the default; throws {@link BadSetting}. */
  T read(Map<String, String> env) {
    var text = env.getOrDefault(name, fallback);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw BadSetting.value(name, text, allowed);
    }
  }

  String help() {
    var otherwise = fallback.isEmpty() ? "" : "; default " + fallback;
    return "  %s%n      %s%n      (%s%s)%n".formatted(name, meaning, allowed, otherwise);
  }

  static Setting<String> text(
      String name, String fallback, Pattern form, String allowed, String meaning) {
    return new Setting<>(
        name,
        fallback,
        allowed,
        meaning,
        text -> {
          if (!form.matcher(text).matches()) throw new IllegalArgumentException(text);
          return text;
        });
  }

  static Setting<Integer> number(
      String name, int fallback, int min, int max, String unit, String meaning) {
    return new Setting<>(
        name,
        String.valueOf(fallback),
        "%s, %d to %d".formatted(unit, min, max),
        meaning,
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) throw new IllegalArgumentException(text);
          return value;
        });
  }

  /** A duration longer than nothing. */
  static Setting<Duration> duration(String name, Duration fallback, String meaning) {
    return new Setting<>(
        name,
        DurationFormat.format(fallback),
        "a duration above 0, such as 400ms, 4s or 1m30s",
        meaning,
        text -> {
          var value = DurationFormat.parse(text);
          if (value.isZero()) throw new IllegalArgumentException(text);
          return value;
        });
  }

  /** Any number of texts, separated by commas; none where it is empty. */
  static Setting<Set<String>> list(
      String name, String fallback, String allowed, String meaning, UnaryOperator<String> check) {
    return new Setting<>(
        name,
        fallback,
        allowed,
        meaning,
        text ->
            Stream.of(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(check)
                .collect(toSet()));
  }

  static Setting<Boolean> flag(String name, boolean fallback, String meaning) {
    return new Setting<>(
        name,
        String.valueOf(fallback),
        "true or false",
        meaning,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  static <E extends Enum<E>> Setting<E> choice(
      String name, E fallback, Class<E> type, String meaning) {
    return new Setting<>(
        name,
        word(fallback),
        Stream.of(type.getEnumConstants()).map(Setting::word).collect(joining(", ")),
        meaning,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
