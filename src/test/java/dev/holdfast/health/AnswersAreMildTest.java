package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Cast;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However many observe, and whatever their leases say: an answer never speaks against a node. */
class AnswersAreMildTest {
  private static final NodeRules RULES = NodeRules.BUILT_IN;

  private enum Word {
    SILENT,
    REFUSED,
    NEVER_ANSWERED,
    ANSWERED,
    ABSTAINS,
    STALE
  }

  @Property(tries = 500)
  void oneMoreAnswerNeverMakesAHarsherVerdict(
      @ForAll @Size(min = 2, max = 6) List<Word> words,
      @ForAll @IntRange(min = 3, max = 70) int missing,
      @ForAll @IntRange(max = 70) int lease,
      @ForAll boolean ready,
      @ForAll @IntRange(max = 5) int who) {
    var answered = new ArrayList<>(words);
    answered.set(who % words.size(), Word.ANSWERED);
    var node =
        node("{name: n, ready: %s, lease: %ds}".formatted(ready ? "\"True\"" : "Unknown", lease));

    assertThat(severity(verdict(node, answered, missing)))
        .isLessThanOrEqualTo(severity(verdict(node, words, missing)));
  }

  private static Verdict verdict(NodeSignal node, List<Word> words, int missing) {
    var casts = new ArrayList<Cast>();
    for (int i = 0; i < words.size(); i++) casts.add(cast("o" + i, i, words.get(i), missing));
    var since = NOON.minus(Duration.ofHours(1));
    var reach = Quorum.of(casts, since, NOON).reach(node, RULES.quorum());
    var evidence = new Evidence(since, reach, null);
    return NodeJudge.judge(NodeMemory.fresh(node, since), node, RULES, evidence, NOON).verdict();
  }

  private static Cast cast(String observer, int zone, Word word, int missing) {
    return switch (word) {
      case SILENT -> cast(observer, zone, 0, miss(ProbeAnswer.SILENT, missing, true));
      case REFUSED -> cast(observer, zone, 0, miss(ProbeAnswer.REFUSED, missing, true));
      case NEVER_ANSWERED -> cast(observer, zone, 0, miss(ProbeAnswer.SILENT, missing, false));
      case ANSWERED -> cast(observer, zone, 0, Map.of());
      case ABSTAINS ->
          new Cast(new Vote(observer, "z" + zone, "", 1, "cut off", 9, Map.of(), Map.of()), NOON);
      case STALE -> cast(observer, zone, 20, miss(ProbeAnswer.SILENT, missing, true));
    };
  }

  private static Cast cast(String observer, int zone, int heard, Map<String, Miss> nodes) {
    return new Cast(
        new Vote(observer, "z" + zone, "", 1, null, 9, nodes, Map.of()), NOON.minusSeconds(heard));
  }

  private static Map<String, Miss> miss(ProbeAnswer answer, int seconds, boolean before) {
    return Map.of(
        "uid-n",
        new Miss(
            answer,
            Duration.ofSeconds(seconds),
            before ? Duration.ofSeconds(seconds) : null,
            null));
  }

  /** By what may be done because of it: nothing, of the first three. */
  private static int severity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> 0;
      case Verdict.Suspect s -> 0;
      case Verdict.Impaired i -> 0;
      case Verdict.KubeletDown k -> 2;
      case Verdict.Unreachable u -> 3;
      case Verdict.Lost l -> 4;
      case Verdict.Dead d -> 5;
    };
  }
}
