package dev.holdfast.api;

/**
 * What the API server demands of labels in selectors, in CEL: the form that Kubernetes has. A
 * refusal names the first bad one, unless it holds a line break.
 */
final class LabelRule {
  /** A prefix of 253 characters, a slash and a name of 63. */
  static final long LONGEST_KEY = 317;

  static final long LONGEST_VALUE = 63;

  private static final String IS_KEY =
      ".matches('^(([a-z0-9][-a-z0-9.]*)?[a-z0-9]/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$')";
  private static final String IS_VALUE =
      ".matches('^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$')";

  static final String ALLOWED =
      "write letters, digits, '-', '_' and '.', with a letter or digit at both ends; a key may have"
          + " a prefix such as example.com/";

  static final String KEY = "self" + IS_KEY;
  static final String KEY_REFUSED = "\"'\" + self + \"' is no key of a label: " + ALLOWED + "\"";

  static final String LABELS = "self.all(key, key" + IS_KEY + " && self[key]" + IS_VALUE + ")";
  static final String LABELS_REFUSED =
      "self.filter(key, !(key"
          + IS_KEY
          + " && self[key]"
          + IS_VALUE
          + "))"
          + ".map(key, \"'\" + key + ': ' + self[key] + \"' is no label: "
          + ALLOWED
          + "\")[0]";

  static final String VALUES = "self.all(value, value" + IS_VALUE + ")";
  static final String VALUES_REFUSED =
      "self.filter(value, !value"
          + IS_VALUE
          + ").map(value, \"'\" + value"
          + " + \"' is no value of a label: "
          + ALLOWED
          + "\")[0]";

  private LabelRule() {}
}
