package dev.holdfast.bench;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One answer to how many pods of each workload serve.
 *
 * @param from when it was asked
 * @param to when it was answered; the answer is true of an instant in between
 */
record Probe(Instant from, Instant to, Map<String, Integer> serving) {

  static Probe parse(String line) {
    var words = line.split(" ", -1);
    var serving =
        Arrays.stream(words)
            .skip(2)
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> word[0], word -> Integer.parseInt(word[1])));
    return new Probe(instant(words[0]), instant(words[1]), serving);
  }

  /** As "1764000000000 1764000000012 web=3 api=2". */
  String line() {
    var counts =
        serving.entrySet().stream()
            .map(app -> " " + app.getKey() + "=" + app.getValue())
            .collect(Collectors.joining());
    return from.toEpochMilli() + " " + to.toEpochMilli() + counts;
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
