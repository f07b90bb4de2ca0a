package dev.holdfast.probe;

/**
 * What one answer says of health.
 *
 * @param saying for people; made of our own words and numbers only
 */
record Finding(boolean healthy, String saying) {
  static final Finding NOTHING_WHOLE = new Finding(false, "no whole answer");
}
