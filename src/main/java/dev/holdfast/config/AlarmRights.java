package dev.holdfast.config;

import dev.holdfast.alarm.AllowedAddresses;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where alarms may go beside the world outside, and what they link to.
 *
 * @param namespaces whose Services policies may name
 * @param addresses blocks inside the network, such as 10.1.0.0/16
 * @param runbooks where the pages about alarms are
 */
public record AlarmRights(Set<String> namespaces, Set<String> addresses, String runbooks) {
  public AlarmRights {
    namespaces = Set.copyOf(namespaces);
    addresses = Set.copyOf(addresses);
  }

  static AlarmRights from(Map<String, String> env) {
    return new AlarmRights(
        Settings.ALARM_NAMESPACES.read(env),
        Settings.ALARM_ADDRESSES.read(env),
        Settings.RUNBOOKS.read(env));
  }

  /** The same text; throws IllegalArgumentException if it is no block of addresses. */
  static String block(String text) {
    new AllowedAddresses(List.of(text));
    return text;
  }
}
