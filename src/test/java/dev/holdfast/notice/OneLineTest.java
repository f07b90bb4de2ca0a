package dev.holdfast.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OneLineTest {
  private static final String FORGED =
      "fine\r\n[main] INFO Holdfast - all is well\u001b[2K\u2028next\u202etxet\u0085end\u0000";

  @Test
  void textOfOthersCanNeitherEndALineNorSteerATerminal() {
    assertThat(OneLine.of(FORGED))
        .isEqualTo("fine [main] INFO Holdfast - all is well [2K next txet end");
  }

  @Test
  void wordsOfAllLanguagesStayAsTheyAre() {
    assertThat(OneLine.of("Störung – 障害 – сбой")).isEqualTo("Störung – 障害 – сбой");
  }

  @Test
  void noNoticeCarriesMoreThanOneLine() {
    var subject = new Notice.Subject("v1", "Pod", "shop", "web", "uid");
    var notice =
        new Notice(Notice.Type.WARNING, "Held", subject, "", FORGED, Duration.ofSeconds(1));

    assertThat(notice.message()).isEqualTo(OneLine.of(FORGED));
  }
}
