package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import java.util.regex.Pattern;

/**
 * Whether an owner reference can name an object at all. Whoever writes a pod writes what he likes
 * into it, and it becomes a part of a path: with {@code x/status} as the name another resource
 * would be asked for, and a refusal of that be taken for one of the kind.
 */
final class OwnerPath {
  /** The API server's limit of a name. */
  private static final int LONGEST = 253;

  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(?:\\." + LABEL + ")*";
  private static final Pattern NAME = Pattern.compile(SUBDOMAIN);
  private static final Pattern API_VERSION = Pattern.compile("(?:" + SUBDOMAIN + "/)?" + LABEL);

  static boolean isSound(OwnerRef ref) {
    return matches(NAME, ref.name()) && matches(API_VERSION, ref.apiVersion());
  }

  private static boolean matches(Pattern pattern, String text) {
    return text.length() <= LONGEST && pattern.matcher(text).matches();
  }

  private OwnerPath() {}
}
