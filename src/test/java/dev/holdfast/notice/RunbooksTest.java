package dev.holdfast.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbooksTest {
  @ParameterizedTest
  @EnumSource(AlarmReason.class)
  void eachAlarmHasAPageThatSaysWhatItMeansAndWhatToDo(AlarmReason reason) throws IOException {
    assertThat(Files.readString(Path.of("docs/runbooks", reason + ".md")))
        .startsWith("# " + reason + "\n")
        .contains("## What it means", "## What to look at", "## What to do");
    assertThat(Files.readString(Path.of("docs/alarms.md")))
        .contains("| [%s](runbooks/%s.md) | %s |".formatted(reason, reason, reason.severity()));
  }
}
