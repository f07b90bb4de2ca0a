package dev.holdfast.api;

import java.util.HexFormat;
import java.util.List;

/** Short names of channels. */
final class ChannelId {
  /** Enough of a host for people to know it again. */
  private static final int LONGEST_HOST = 63;

  /** 40 bits, for four channels of a policy. */
  private static final int DIGITS = 10;

  private ChannelId() {}

  /**
   * The name.
   *
   * @param all everything that makes this channel another than the next
   */
  static String of(String kind, String host, List<String> all) {
    var shown = host.length() <= LONGEST_HOST ? host : host.substring(0, LONGEST_HOST);
    return kind + " " + shown + " " + digest(kind + "\0" + String.join("\0", all));
  }

  /** What stands between the scheme and the path. */
  static String host(String url) {
    return url.replaceFirst("^[^/]*//", "").replaceFirst("/.*$", "");
  }

  /**
   * Of no use against people who look for two channels with one digest: both would be their own.
   *
   * @see <a href="http://www.isthe.com/chongo/tech/comp/fnv/">FNV-1a</a>, over characters
   */
  private static String digest(String text) {
    long hash = 0xcbf29ce484222325L;
    for (char c : text.toCharArray()) hash = (hash ^ c) * 0x100000001b3L;
    return HexFormat.of().toHexDigits(hash, DIGITS);
  }
}
