package dev.holdfast.config;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/** Every setting of Holdfast, declared once: parsing and help both read this list. */
final class Settings {
  private static final String PREFIX = "HOLDFAST_";

  /** Names a folder of control plane binaries to the build and its tests; not ours to read. */
  private static final Set<String> OF_THE_TEST_TOOLING = Set.of("HOLDFAST_KUBE");

  /** A Service called holdfast-… puts such variables into every pod of its namespace. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

  private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

  static final Setting<String> NAMESPACE =
      Setting.text(
          "HOLDFAST_NAMESPACE",
          "holdfast-system",
          Forms.LABEL,
          "name of a namespace",
          "Holdfast's own namespace: its leases and the emergency-stop ConfigMap are there.");

  static final Setting<Integer> HTTP_PORT =
      Setting.number(
          "HOLDFAST_HTTP_PORT",
          8080,
          0,
          65535,
          "TCP port",
          "Port of /livez, /readyz, /startupz and /metrics; 0 takes any free one.");

  static final Setting<String> HTTP_HOST =
      Setting.text(
          "HOLDFAST_HTTP_HOST",
          "0.0.0.0",
          Forms.HOST,
          "address or name of this host",
          "Address that the HTTP port is opened on.");

  static final Setting<String> IDENTITY =
      Setting.text(
          "HOLDFAST_IDENTITY",
          "",
          Forms.REPLICA,
          "lower-case letters, digits, - and .; default HOSTNAME, else the name of the host",
          "Name of this replica. A random suffix makes it the identity that holds the lease.");

  static final Setting<String> NODE =
      Setting.text(
          "HOLDFAST_NODE",
          "",
          Forms.NODE_NAME,
          "name of a node; default none",
          "Node that this replica runs on. Its zone counts, and it proves no connection.");

  static final Setting<String> ZONE =
      Setting.text(
          "HOLDFAST_ZONE",
          "",
          Forms.LABEL_VALUE,
          "value of a label; default the label topology.kubernetes.io/zone of HOLDFAST_NODE",
          "Failure domain of this replica: what it cannot reach counts beside what others see.");

  static final Setting<Duration> LEASE_DURATION =
      Setting.duration(
          "HOLDFAST_LEASE_DURATION",
          Duration.ofSeconds(4),
          "How long a leader that went silent is waited for; whole seconds.");

  static final Setting<Duration> RENEW_DEADLINE =
      Setting.duration(
          "HOLDFAST_RENEW_DEADLINE",
          Duration.ofSeconds(2),
          "How long a leader tries to renew its lease before it stands down.");

  static final Setting<Duration> RETRY_PERIOD =
      Setting.duration(
          "HOLDFAST_RETRY_PERIOD",
          Duration.ofMillis(400),
          "Pause between two looks at the lease, on every replica.");

  static final Setting<Boolean> ALLOW_PROTECTED_NAMESPACES =
      Setting.flag(
          "HOLDFAST_ALLOW_PROTECTED_NAMESPACES",
          false,
          "Accept policies in kube-system and in Holdfast's own namespace.");

  static final Setting<Integer> MOVES_PER_MINUTE =
      Setting.number(
          "HOLDFAST_MOVES_PER_MINUTE",
          10,
          0,
          10_000,
          "pods per minute",
          "Restarts and moves on live nodes, all policies of the cluster together, shared fairly"
              + " between namespaces; 0 stops them.");

  static final Setting<Set<String>> ALARM_NAMESPACES =
      Setting.list(
          "HOLDFAST_ALARM_NAMESPACES",
          "monitoring",
          "names of namespaces, separated by commas",
          "Whose Services policies may name as receivers of alarms.",
          name -> {
            if (!Forms.LABEL.matcher(name).matches()) throw new IllegalArgumentException(name);
            return name;
          });

  static final Setting<Set<String>> ALARM_ADDRESSES =
      Setting.list(
          "HOLDFAST_ALARM_ADDRESSES",
          "",
          "blocks of addresses such as 10.1.0.0/16, separated by commas; default none",
          "Addresses inside the network that alarms may go to, over http too.",
          AlarmRights::block);

  static final Setting<String> RUNBOOKS =
      Setting.text(
          "HOLDFAST_RUNBOOKS",
          "https://holdfast.dev/runbooks/",
          Forms.ADDRESS,
          "an http or https address",
          "Where the pages of docs/runbooks/ are; alarms link to them.");

  static final Setting<Level> LOG_LEVEL =
      Setting.choice("HOLDFAST_LOG_LEVEL", Level.INFO, Level.class, "What is worth a log line.");

  static final Setting<Integer> RECONCILE_THREADS =
      Setting.number(
          "HOLDFAST_RECONCILE_THREADS",
          16, // an eviction may take the API server 12 s, and must not hold up other policies
          1,
          64,
          "threads",
          "Policies worked on at the same time.");

  static final List<Setting<?>> ALL =
      List.of(
          NAMESPACE,
          HTTP_PORT,
          HTTP_HOST,
          IDENTITY,
          NODE,
          ZONE,
          LEASE_DURATION,
          RENEW_DEADLINE,
          RETRY_PERIOD,
          ALLOW_PROTECTED_NAMESPACES,
          MOVES_PER_MINUTE,
          ALARM_NAMESPACES,
          ALARM_ADDRESSES,
          RUNBOOKS,
          LOG_LEVEL,
          RECONCILE_THREADS);

  private Settings() {}

  static String help() {
    return ALL.stream().map(Setting::help).collect(joining());
  }

  /**
   * A misspelt setting would silently not hold; throws {@link BadSetting} with the nearest name.
   */
  static void refuseUnknown(Map<String, String> env) {
    var known = ALL.stream().map(Setting::name).toList();
    env.entrySet().stream()
        .filter(entry -> isMeantForUs(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw BadSetting.unknown(name, NearestName.to(name, known));
            });
  }

  private static boolean isMeantForUs(String name, String value) {
    return name.startsWith(PREFIX)
        && !OF_THE_TEST_TOOLING.contains(name)
        && !SERVICE_LINK.matcher(name).matches()
        && !SERVICE_LINK_VALUE.matcher(value).matches();
  }
}
