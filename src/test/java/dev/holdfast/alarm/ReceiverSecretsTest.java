package dev.holdfast.alarm;

import static dev.holdfast.alarm.Outpost.KEY;
import static dev.holdfast.alarm.Outpost.LOOPBACK;
import static dev.holdfast.alarm.SampleAlarm.firing;
import static dev.holdfast.alarm.SampleAlarm.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Slack;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Secret holds is used as it is meant, or not at all, and never quoted. */
class ReceiverSecretsTest {
  private static final AlarmChannel SLACK = new AlarmChannel(null, null, new Slack(KEY));

  @AutoClose private final Outpost outpost = Outpost.open();

  @Test
  void whatASecretHoldsIsNeverShown() {
    outpost.secret("https://user:hunter2 @hooks.example.com/T0/B0");
    assertThat(outpost.tell(SLACK, firing())).get().asString().doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://out.example.com/services/T0, use https",
    "//out.example.com/services/T0, neither with https",
    "ftp://out.example.com/services/T0, neither with https",
  })
  void aSecretUrlOfAnotherSchemeThanHttpsGoesNowhere(String url, String why) {
    outpost.name("out.example.com", "1.1.1.1");
    outpost.secret(url);
    assertThat(outpost.tell(SLACK, firing())).get().asString().contains(why);
  }

  @Test
  void aKeyThatIsNoneIsNotQuoted() {
    outpost.secret("whsec_MfKQ9r8G!YqrT");
    assertThat(outpost.tell(hook(outpost.receiver().url(), KEY), firing(), LOOPBACK))
        .contains("the signature's key is not base64 behind whsec_");
    assertThat(outpost.receiver().taken()).isEmpty();
  }
}
