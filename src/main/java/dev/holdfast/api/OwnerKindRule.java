package dev.holdfast.api;

/** What the API server demands of controller kinds, in CEL; a refusal names the first bad one. */
final class OwnerKindRule {
  /** A group of 253 characters, a slash and a kind of 63. */
  static final long LONGEST = 317;

  private static final String IS_ONE =
      "kind.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Z][A-Za-z0-9]*$')";

  static final String ALL = "self.all(kind, " + IS_ONE + ")";
  static final String ALLOWED = "write group/Kind, such as apps.kruise.io/CloneSet";
  static final String REFUSED =
      "self.filter(kind, !"
          + IS_ONE
          + ").map(kind, \"'\" + kind + \"' is not allowed: "
          + ALLOWED
          + "\")[0]";

  private OwnerKindRule() {}
}
