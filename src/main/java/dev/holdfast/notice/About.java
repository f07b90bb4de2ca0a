package dev.holdfast.notice;

/**
 * What an alarm is about.
 *
 * @param subject for people, as Kind/name
 * @param object for kubectl, such as {@code hap web -n shop}
 */
public record About(String subject, String object) {
  public static About policy(String namespace, String name) {
    return new About("HighAvailabilityPolicy/" + name, "hap %s -n %s".formatted(name, namespace));
  }

  public static About nodePolicy(String name) {
    return new About("NodeHealthPolicy/" + name, "nhp " + name);
  }

  public static About node(String name) {
    return new About("Node/" + name, "node " + name);
  }

  /** A part of it: kubectl shows it with the whole. */
  public About part(String part) {
    return new About(part, object);
  }
}
