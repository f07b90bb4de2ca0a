package dev.holdfast.config;

import java.util.Map;
import org.slf4j.event.Level;

/**
 * All settings, read once at start and checked.
 *
 * @param namespace Holdfast's own namespace
 * @param httpHost address of the health and metrics endpoints
 * @param httpPort their port; 0 takes any free one
 * @param replica this replica, by names that are never reused
 * @param lease times of the leader election
 * @param allowProtectedNamespaces whether policies in kube-system and in our own namespace count
 * @param movesPerMinute restarts and moves on live nodes, in the whole cluster; 0 stops them
 * @param alarms where alarms may go
 * @param logLevel least level that is logged
 * @param reconcileThreads policies worked on at the same time
 */
public record OperatorConfig(
    String namespace,
    String httpHost,
    int httpPort,
    Replica replica,
    LeaseTimings lease,
    boolean allowProtectedNamespaces,
    int movesPerMinute,
    AlarmRights alarms,
    Level logLevel,
    int reconcileThreads) {

  /** Reads and checks all settings; throws {@link BadSetting} for the first that is wrong. */
  public static OperatorConfig from(Map<String, String> env) {
    Settings.refuseUnknown(env);
    return new OperatorConfig(
        Settings.NAMESPACE.read(env),
        Settings.HTTP_HOST.read(env),
        Settings.HTTP_PORT.read(env),
        Replica.from(env),
        LeaseTimings.from(env),
        Settings.ALLOW_PROTECTED_NAMESPACES.read(env),
        Settings.MOVES_PER_MINUTE.read(env),
        AlarmRights.from(env),
        Settings.LOG_LEVEL.read(env),
        Settings.RECONCILE_THREADS.read(env));
  }

  /** Lists every setting with its meaning, allowed values, unit and default. */
  public static String help() {
    return Settings.help();
  }
}
