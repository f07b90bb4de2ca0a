package dev.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.api.AlarmChannel.Scheme;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import dev.holdfast.api.AlarmChannel.ServiceName;
import dev.holdfast.api.AlarmChannel.Slack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmChannelTest {
  private static final SecretEntry KEY = new SecretEntry("hooks", "key");

  @Test
  void channelsThatDifferInAnythingHaveDifferentIds() {
    var different =
        List.of(
            service(9093, Scheme.http),
            service(9093, Scheme.https),
            service(9094, Scheme.http),
            urls("https://am.example.com"),
            urls("https://am.example.com", "https://am2.example.com"),
            events("https://hooks.example.com/ha", null),
            events("https://hooks.example.com/ha", KEY),
            events("https://hooks.example.com/ha", new SecretEntry("hooks", "other")),
            events("https://hooks.example.com/other", KEY),
            new AlarmChannel(null, null, new Slack(KEY)));
    assertThat(AlarmChannel.ids(different)).doesNotHaveDuplicates();
  }

  @Test
  void anIdNamesKindAndHostAndStaysTheSame() {
    assertThat(events("https://hooks.example.com/ha?token=t", KEY).id())
        .matches("cloudEvents hooks\\.example\\.com [0-9a-f]{10}")
        .isEqualTo(events("https://hooks.example.com/ha?token=t", KEY).id());
    assertThat(service(9093, Scheme.http).id()).startsWith("alertmanager am.monitoring ");
  }

  @Test
  void anIdIsShortHoweverLongItsAddressIs() {
    assertThat(urls("https://" + "h".repeat(1000)).id()).hasSizeLessThan(90);
  }

  private static AlarmChannel service(int port, Scheme scheme) {
    var name = new ServiceName("am", "monitoring", port, scheme);
    return new AlarmChannel(new Alertmanager(name, null), null, null);
  }

  private static AlarmChannel urls(String... urls) {
    return new AlarmChannel(new Alertmanager(null, List.of(urls)), null, null);
  }

  private static AlarmChannel events(String url, @Nullable SecretEntry key) {
    return new AlarmChannel(null, new CloudEvents(url, key), null);
  }
}
