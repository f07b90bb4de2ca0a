package dev.holdfast.config;

/**
 * A setting that Holdfast must not start with; the message tells the user what to write instead.
 */
public final class BadSetting extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadSetting(String message) {
    super(message);
  }

  static BadSetting value(String name, String value, String allowed) {
    return new BadSetting("%s is '%s'; allowed: %s".formatted(name, value, allowed));
  }

  static BadSetting unknown(String name, String nearest) {
    return new BadSetting(
        "%s is not a setting of Holdfast; did you mean %s? --help lists all settings"
            .formatted(name, nearest));
  }
}
