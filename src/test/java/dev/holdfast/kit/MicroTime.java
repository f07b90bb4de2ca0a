package dev.holdfast.kit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The API's MicroTime: always six decimals, which clients insist on, also where they are zeros. */
public final class MicroTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private MicroTime() {}

  public static String of(Instant moment) {
    return FORMAT.format(moment);
  }
}
