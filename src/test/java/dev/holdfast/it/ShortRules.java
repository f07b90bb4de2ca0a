package dev.holdfast.it;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.kit.MonitoringFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The shipped rules with every time in them shortened alike, so that hours pass in a test. */
record ShortRules(int factor) {
  private static final Pattern RANGE = Pattern.compile("(?<=\\[)\\d+[smhd](?=])");

  /** How often a group is looked at, and how long an alert must hold. */
  private static final Pattern PAUSE = Pattern.compile("(?<=(?:for|interval): \")\\d+[smhd]");

  /** The seconds of a range, by which what happened in it is divided. */
  private static final Pattern SECONDS = Pattern.compile("(?<=/ )\\d+(?= /)");

  /** As often as a busy machine can be asked to look. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  String text() throws IOException {
    var ranges = RANGE.matcher(MonitoringFiles.rules()).replaceAll(this::range);
    var pauses = PAUSE.matcher(ranges).replaceAll(this::pause);
    return SECONDS.matcher(pauses).replaceAll(this::seconds);
  }

  private String range(MatchResult found) {
    return shortened(found).toMillis() + "ms";
  }

  private String pause(MatchResult found) {
    var pause = shortened(found);
    return (pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause).toMillis() + "ms";
  }

  private Duration shortened(MatchResult found) {
    return DurationFormat.parse(found.group()).dividedBy(factor);
  }

  private String seconds(MatchResult found) {
    return Double.toString(Double.parseDouble(found.group()) / factor);
  }
}
