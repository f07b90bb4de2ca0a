package dev.holdfast.api;

/**
 * What the API server demands of a duration, in CEL. A refusal names what was written, unless that
 * holds a line break: the API server then falls back on what is allowed.
 */
final class DurationRule {
  /** Longer than the canonical form of any duration that is allowed. */
  static final long LONGEST = 50;

  private static final String FORM = "self.matches('" + DurationFormat.PATTERN + "')";

  /** CEL knows no days, so we add up the parts ourselves. */
  static final String IN_MILLIS =
      ".findAll('[0-9]+(ms|s|m|h|d)').map(part, int(part.find('[0-9]+'))"
          + " * (part.endsWith('ms') ? 1 : part.endsWith('s') ? 1000 : part.endsWith('m') ? 60000"
          + " : part.endsWith('h') ? 3600000 : 86400000)).sum()";

  private static final String MILLIS = "self" + IN_MILLIS;

  private static final String WRITTEN =
      ", as whole numbers with the units ms, s, m, h or d, such as 30s or 1m30s";

  private static final String TO_A_DAY = " to 1d" + WRITTEN;

  /** A pause. */
  static final String PAUSE = FORM + " && " + MILLIS + " <= 86400000";

  static final String PAUSE_ALLOWED = "write a duration from 0s" + TO_A_DAY;
  static final String PAUSE_REFUSED = "\"'\" + self + \"' is not allowed: " + PAUSE_ALLOWED + "\"";

  /** How long something must last, or may take. */
  static final String TERM = PAUSE + " && " + MILLIS + " >= 1000";

  static final String TERM_ALLOWED = "write a duration from 1s" + TO_A_DAY;
  static final String TERM_REFUSED = "\"'\" + self + \"' is not allowed: " + TERM_ALLOWED + "\"";

  /** How far an account is looked back on. */
  static final String WINDOW =
      FORM + " && " + MILLIS + " >= 3600000 && " + MILLIS + " <= 7776000000";

  static final String WINDOW_ALLOWED = "write a duration from 1h to 90d" + WRITTEN;
  static final String WINDOW_REFUSED =
      "\"'\" + self + \"' is not allowed: " + WINDOW_ALLOWED + "\"";

  /** How often a pod is asked. */
  static final String PROBE = FORM + " && " + MILLIS + " >= 500 && " + MILLIS + " <= 60000";

  static final String PROBE_ALLOWED = "write a duration from 500ms to 60s" + WRITTEN;
  static final String PROBE_REFUSED = "\"'\" + self + \"' is not allowed: " + PROBE_ALLOWED + "\"";

  /** How long an answer may take. */
  static final String ANSWER = FORM + " && " + MILLIS + " >= 100 && " + MILLIS + " <= 60000";

  static final String ANSWER_ALLOWED = "write a duration from 100ms to 60s" + WRITTEN;
  static final String ANSWER_REFUSED =
      "\"'\" + self + \"' is not allowed: " + ANSWER_ALLOWED + "\"";

  private DurationRule() {}
}
