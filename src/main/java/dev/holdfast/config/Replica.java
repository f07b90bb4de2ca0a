package dev.holdfast.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Who this replica is.
 *
 * @param name the pod, as people know it; survives a restart of the container
 * @param identity holder of the lease: the name and a suffix that no other process ever has, since
 *     a restarted container must not take itself for the leader that it was
 * @param node where it runs; empty when nobody says
 * @param zone its failure domain; empty where that of the node counts
 */
public record Replica(String name, String identity, String node, String zone) {

  static Replica from(Map<String, String> env) {
    var name = name(env);
    return new Replica(
        name, name + "-" + UUID.randomUUID(), Settings.NODE.read(env), Settings.ZONE.read(env));
  }

  private static String name(Map<String, String> env) {
    var set = Settings.IDENTITY.read(env);
    return set.isEmpty() ? asObjectName(env.getOrDefault("HOSTNAME", hostName())) : set;
  }

  private static String asObjectName(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("[^-.a-z0-9]", "-");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "holdfast"; // a host without a name; the suffix still tells replicas apart
    }
  }
}
