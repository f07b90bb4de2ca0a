package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.event.Level;

class OperatorConfigTest {
  @Test
  void withoutAnySettingTheDefaultsHold() {
    var config = OperatorConfig.from(Map.of("HOSTNAME", "holdfast-7d9f-x2x", "PATH", "/bin"));
    assertThat(config)
        .usingRecursiveComparison()
        .ignoringFields("replica.identity")
        .isEqualTo(
            new OperatorConfig(
                "holdfast-system",
                "0.0.0.0",
                8080,
                new Replica("holdfast-7d9f-x2x", "", "", ""),
                new LeaseTimings(
                    Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofMillis(400)),
                false,
                10,
                new AlarmRights(Set.of("monitoring"), Set.of(), "https://holdfast.dev/runbooks/"),
                Level.INFO,
                16));
  }

  @Test
  void everySettingIsRead() {
    var config =
        OperatorConfig.from(
            Map.ofEntries(
                Map.entry("HOLDFAST_NAMESPACE", "ha"),
                Map.entry("HOLDFAST_HTTP_HOST", "127.0.0.1"),
                Map.entry("HOLDFAST_HTTP_PORT", "9090"),
                Map.entry("HOLDFAST_IDENTITY", "blue"),
                Map.entry("HOLDFAST_NODE", "worker-1"),
                Map.entry("HOLDFAST_ZONE", "eu-west-1a"),
                Map.entry("HOLDFAST_LEASE_DURATION", "15s"),
                Map.entry("HOLDFAST_RENEW_DEADLINE", "10s"),
                Map.entry("HOLDFAST_RETRY_PERIOD", "2s"),
                Map.entry("HOLDFAST_ALLOW_PROTECTED_NAMESPACES", "true"),
                Map.entry("HOLDFAST_MOVES_PER_MINUTE", "0"),
                Map.entry("HOLDFAST_ALARM_NAMESPACES", "watch, ops"),
                Map.entry("HOLDFAST_ALARM_ADDRESSES", "10.1.0.0/16,fd00::/8"),
                Map.entry("HOLDFAST_RUNBOOKS", "https://wiki.example.com/ha"),
                Map.entry("HOLDFAST_LOG_LEVEL", "debug"),
                Map.entry("HOLDFAST_RECONCILE_THREADS", "8")));
    assertThat(config)
        .usingRecursiveComparison()
        .ignoringFields("replica.identity")
        .isEqualTo(
            new OperatorConfig(
                "ha",
                "127.0.0.1",
                9090,
                new Replica("blue", "", "worker-1", "eu-west-1a"),
                new LeaseTimings(
                    Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2)),
                true,
                0,
                new AlarmRights(
                    Set.of("watch", "ops"),
                    Set.of("10.1.0.0/16", "fd00::/8"),
                    "https://wiki.example.com/ha"),
                Level.DEBUG,
                8));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "HOLDFAST_NAMESPACE, Holdfast, name of a namespace",
    "HOLDFAST_NAMESPACE, '', name of a namespace",
    "HOLDFAST_HTTP_PORT, 65536, '0 to 65535'",
    "HOLDFAST_HTTP_PORT, -1, '0 to 65535'",
    "HOLDFAST_HTTP_PORT, http, '0 to 65535'",
    "HOLDFAST_HTTP_PORT, tcp://10.0.0.1:80, '0 to 65535'",
    "HOLDFAST_HTTP_HOST, 'a b', address or name",
    "HOLDFAST_IDENTITY, my_host, lower-case letters",
    "HOLDFAST_NODE, Worker 1, name of a node",
    "HOLDFAST_ZONE, eu/west, value of a label",
    "HOLDFAST_LEASE_DURATION, 4, '400ms, 4s'",
    "HOLDFAST_LEASE_DURATION, 4s500ms, whole seconds",
    "HOLDFAST_RETRY_PERIOD, 0s, above 0",
    "HOLDFAST_ALARM_NAMESPACES, Ops, names of namespaces",
    "HOLDFAST_ALARM_ADDRESSES, 10.1.0.0/40, blocks of addresses",
    "HOLDFAST_ALARM_ADDRESSES, example.com, blocks of addresses",
    "HOLDFAST_RUNBOOKS, /wiki, http or https",
    "HOLDFAST_RENEW_DEADLINE, -2s, above 0",
    "HOLDFAST_ALLOW_PROTECTED_NAMESPACES, yes, true or false",
    "HOLDFAST_MOVES_PER_MINUTE, ten, pods per minute",
    "HOLDFAST_LOG_LEVEL, loud, 'error, warn, info, debug, trace'",
    "HOLDFAST_RECONCILE_THREADS, 0, '1 to 64'",
  })
  void aBadValueIsRefusedByNameWithWhatIsAllowed(String name, String value, String allowed) {
    assertThatThrownBy(() -> OperatorConfig.from(Map.of(name, value)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(name + " is '" + value + "'")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest(name = "{0}/{1}/{2}")
  @CsvSource({
    "4s, 2600ms, 400ms, 'HOLDFAST_RENEW_DEADLINE (2s600ms) + HOLDFAST_RETRY_PERIOD (400ms)'",
    "3s, 2s, 400ms, HOLDFAST_LEASE_DURATION (3s)",
    "15s, 2s, 1s, must be more than 2.2 times HOLDFAST_RETRY_PERIOD (1s)",
  })
  void timesThatWouldLetTwoReplicasLeadAreRefused(
      String lease, String deadline, String retry, String reason) {
    var env =
        Map.of(
            "HOLDFAST_LEASE_DURATION", lease,
            "HOLDFAST_RENEW_DEADLINE", deadline,
            "HOLDFAST_RETRY_PERIOD", retry);
    assertThatThrownBy(() -> OperatorConfig.from(env))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aRenewalIsTrustedForOneRequestTimeoutLessThanTheLeaseLasts() {
    assertThat(OperatorConfig.from(Map.of()).lease().trust()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "HOLDFAST_NAMESPACES, HOLDFAST_NAMESPACE",
    "HOLDFAST_PORT, HOLDFAST_HTTP_PORT",
    "HOLDFAST_LEASE, HOLDFAST_LEASE_DURATION",
    "HOLDFAST_LOGLEVEL, HOLDFAST_LOG_LEVEL",
  })
  void anUnknownSettingIsRefusedWithTheNearestName(String name, String nearest) {
    assertThatThrownBy(() -> OperatorConfig.from(Map.of(name, "1")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(name)
        .hasMessageContaining("did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({
    "HOLDFAST_KUBE, /opt/kube",
    "HOLDFAST_PORT, tcp://10.96.0.7:8080",
    "HOLDFAST_SERVICE_HOST, 10.96.0.7",
    "HOLDFAST_SERVICE_PORT, 8080",
    "HOLDFAST_METRICS_SERVICE_PORT_HTTP, 8080",
    "HOLDFAST_METRICS_PORT_8080_TCP, tcp://10.96.0.7:8080",
    "HOLDFAST_METRICS_PORT_8080_TCP_ADDR, 10.96.0.7",
    "HOLDFASTNESS, high",
  })
  void variablesThatOthersPutThereAreIgnored(String name, String value) {
    assertThat(OperatorConfig.from(Map.of(name, value)).httpPort()).isEqualTo(8080);
  }

  @Test
  void anIdentityIsNeverUsedTwiceNotEvenByTheSamePod() {
    var env = Map.of("HOLDFAST_IDENTITY", "blue", "HOSTNAME", "green");
    var first = OperatorConfig.from(env).replica();
    var second = OperatorConfig.from(env).replica();
    assertThat(first.name()).isEqualTo(second.name()).isEqualTo("blue");
    assertThat(first.identity()).startsWith("blue-").isNotEqualTo(second.identity());
  }

  @Test
  void aHostNameIsMadeFitForTheNameOfAnObject() {
    assertThat(OperatorConfig.from(Map.of("HOSTNAME", "My_Laptop.lan")).replica().name())
        .isEqualTo("my-laptop.lan");
  }

  @ParameterizedTest
  @FieldSource("dev.holdfast.config.Settings#ALL")
  void helpTellsNameMeaningAllowedValuesAndDefaultOfEach(Setting<?> setting) {
    assertThat(OperatorConfig.help())
        .contains(setting.name(), setting.meaning(), setting.allowed(), setting.fallback());
  }

  @ParameterizedTest
  @FieldSource("dev.holdfast.config.Settings#ALL")
  void everyDefaultCanBeWrittenOutByAUser(Setting<?> setting) {
    var env = Map.of(setting.name(), setting.fallback());
    assertThat(setting.read(env)).isEqualTo(setting.read(Map.of()));
  }
}
