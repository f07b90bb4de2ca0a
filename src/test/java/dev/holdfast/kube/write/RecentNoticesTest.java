package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kube.write.RecentNotices.Times;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentNoticesTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private long seconds;
  private final RecentNotices recent = new RecentNotices(() -> seconds * 1_000_000_000L);

  private static Notice notice(String namespace, String reason) {
    var subject = new Subject("v1", "Pod", namespace, "a", "u");
    return new Notice(
        Notice.Type.NORMAL, reason, subject, "topic", "message", Duration.ofMinutes(1));
  }

  private Optional<Times> say(String reason) {
    return say("n", reason);
  }

  private Optional<Times> say(String namespace, String reason) {
    return recent.say(notice(namespace, reason), START.plusSeconds(seconds));
  }

  @Test
  void whatIsNewIsSaidAtOnce() {
    assertThat(say("A")).contains(new Times(1, START));
    assertThat(say("B")).contains(new Times(1, START));
  }

  @Test
  void repetitionsAreKeptQuietAndCountedIntoTheNext() {
    say("A");
    seconds = 20;
    assertThat(say("A")).isEmpty();
    seconds = 40;
    assertThat(say("A")).isEmpty();
    seconds = 60;
    assertThat(say("A")).contains(new Times(3, START.plusSeconds(20)));
    seconds = 61;
    assertThat(say("A")).isEmpty();
  }

  @Test
  void afterALongSilenceItIsSaidAsOnce() {
    say("A");
    seconds = 3600;
    assertThat(say("A")).contains(new Times(1, START.plusSeconds(3600)));
  }

  @Test
  void onlyTheOldestAreForgottenWhenThereAreTooMany() {
    say("first");
    for (int i = 0; i < 4096; i++) say("R" + i);

    assertThat(say("R4095")).isEmpty();
    assertThat(say("first")).isPresent();
  }

  @Test
  void oneNamespaceForgetsOnlyItsOwn() {
    for (int i = 0; i < 100; i++) say("quiet", "Q" + i);
    for (int i = 0; i < 20_000; i++) say("noisy", "N" + i);

    for (int i = 0; i < 100; i++) assertThat(say("quiet", "Q" + i)).isEmpty();
    assertThat(say("noisy", "N19999")).isEmpty();
    assertThat(say("noisy", "N0")).isPresent();
  }

  @Test
  void memoryIsBoundedOverNamespacesToo() {
    for (int i = 0; i < 10_000; i++) say("n" + i, "A");

    assertThat(IntStream.range(0, 10_000).filter(i -> say("n" + i, "A").isEmpty()).count())
        .isLessThanOrEqualTo(4096);
  }
}
