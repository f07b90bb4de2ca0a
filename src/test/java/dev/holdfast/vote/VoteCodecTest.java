package dev.holdfast.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A vote is read as it was written, is small, and is never half read. */
class VoteCodecTest {
  private static final List<ProbeAnswer> MISSES =
      Stream.of(ProbeAnswer.values()).filter(ProbeAnswer::isMiss).toList();

  @Property
  void whatWasWrittenIsRead(@ForAll Random random) {
    var vote = vote(random, random.nextInt(50), random.nextInt(50));

    assertThat(VoteCodec.decode(VoteCodec.encode(vote))).contains(vote);
  }

  @Property
  void anAbstentionIsReadAsItWasWritten(@ForAll Random random) {
    var vote = abstention("reaches %d of 20 nodes".formatted(random.nextInt(20)));

    assertThat(VoteCodec.decode(VoteCodec.encode(vote))).contains(vote);
  }

  @Property
  void garbageIsNoVoteAndHarmsNobody(@ForAll String text) {
    assertThatCode(() -> VoteCodec.decode(text)).doesNotThrowAnyException();
  }

  @Property
  void garbageInTheRightAlphabetHarmsNobody(@ForAll byte[] bytes) {
    var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    assertThatCode(() -> VoteCodec.decode(text)).doesNotThrowAnyException();
  }

  /** Whatever a changed text may still mean, it is a vote that could have been written. */
  @Property
  void aVoteWithOneCharacterChangedHarmsNobody(@ForAll Random random) {
    var text = new StringBuilder(VoteCodec.encode(vote(random, 5, 5)));
    text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));

    VoteCodec.decode(text.toString())
        .ifPresent(
            read ->
                assertThat(VoteCodec.decode(VoteCodec.encode(read))).as("%s", text).contains(read));
  }

  @Property(tries = 200)
  void aVoteThatWasCutShortIsNone(@ForAll Random random) {
    var text = VoteCodec.encode(vote(random, 5, 5));

    assertThat(VoteCodec.decode(text.substring(0, random.nextInt(text.length() - 1)))).isEmpty();
  }

  @Test
  void aFifthOf5000NodesAndAsManyPodsFitInto64Kib() {
    var random = new Random(1);
    var vote =
        new Vote(
            "holdfast-7d9f-x2x",
            "eu-west-1a",
            "node-17",
            100_000,
            null,
            5_000,
            uuids(1000, random),
            Map.of());
    var withPods =
        new Vote(
            "holdfast-7d9f-x2x",
            "eu-west-1a",
            "node-17",
            100_000,
            null,
            5_000,
            vote.nodes(),
            uuids(1000, random));
    System.out.printf(
        "a vote of 1,000 nodes: %d bytes; of as many pods besides: %d bytes%n",
        VoteCodec.encode(vote).length(), VoteCodec.encode(withPods).length());

    assertThat(VoteCodec.encode(vote)).hasSizeLessThan(33 * 1024);
    assertThat(VoteCodec.encode(withPods)).hasSizeLessThan(64 * 1024);
  }

  @Test
  void allThatABallotNamesIsRead() {
    var random = new Random(2);
    var vote =
        new Vote(
            "o",
            "",
            "",
            1,
            null,
            5_000,
            oddUids(Ballot.MOST_NODES, random),
            oddUids(Ballot.MOST_PODS, random));

    assertThat(VoteCodec.decode(VoteCodec.encode(vote))).contains(vote);
  }

  @Test
  void theSameVoteIsTheSameText() {
    var nodes = uuids(20, new Random(3));
    var one = new Vote("o", "", "", 1, null, 20, nodes, Map.of());
    var other = new Vote("o", "", "", 1, null, 20, new HashMap<>(nodes), Map.of());

    assertThat(VoteCodec.encode(one)).isEqualTo(VoteCodec.encode(other));
  }

  static Stream<String> noVotes() {
    var good = VoteCodec.encode(new Vote("o", "", "", 1, null, 20, one(), Map.of()));
    return Stream.of(
        "",
        " ",
        "no base64!",
        "AA",
        "AQ",
        "//////////////8",
        altered(good, 0, 1),
        good + "AAAA",
        VoteCodec.encode(new Vote("two\nlines", "", "", 1, null, 20, Map.of(), Map.of())),
        VoteCodec.encode(new Vote("\u202eo", "", "", 1, null, 20, Map.of(), Map.of())),
        VoteCodec.encode(new Vote("x".repeat(254), "", "", 1, null, 20, Map.of(), Map.of())),
        VoteCodec.encode(new Vote("o", "z".repeat(64), "", 1, null, 20, Map.of(), Map.of())),
        VoteCodec.encode(abstention("y".repeat(251))),
        VoteCodec.encode(new Vote("o", "", "", 1, "abstains and votes", 20, one(), Map.of())),
        VoteCodec.encode(new Vote("o", "", "", 1, null, 1_000_001, Map.of(), Map.of())),
        VoteCodec.encode(new Vote("o", "", "", 1, null, 0, one(), Map.of())),
        VoteCodec.encode(
            new Vote("o", "", "", 1, null, 5_000, uuids(1001, new Random(4)), Map.of())),
        VoteCodec.encode(new Vote("o", "", "", 1, null, 20, Map.of(), uuids(2001, new Random(5)))),
        VoteCodec.encode(new Vote("o", "", "", 1, null, 20, Map.of("u", old(40_000)), Map.of())),
        "A".repeat(VoteCodec.LONGEST + 1));
  }

  @ParameterizedTest
  @MethodSource("noVotes")
  void whatIsNoVoteOfThisVersionIsNone(String text) {
    assertThat(VoteCodec.decode(text)).isEmpty();
  }

  @Test
  void noAnnotationIsNoVote() {
    assertThat(VoteCodec.decode(null)).isEmpty();
  }

  private static String altered(String text, int at, int value) {
    var bytes = Base64.getDecoder().decode(text);
    bytes[at] = (byte) value;
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Vote abstention(String why) {
    return new Vote("o", "zone-1", "", 3, why, 20, Map.of(), Map.of());
  }

  private static Map<String, Miss> one() {
    return Map.of(
        "u", new Miss(ProbeAnswer.SILENT, Duration.ofSeconds(3), Duration.ofSeconds(3), null));
  }

  private static Miss old(long days) {
    return new Miss(ProbeAnswer.SILENT, Duration.ofDays(days), Duration.ofDays(days), null);
  }

  private static Vote vote(Random random, int nodes, int pods) {
    var named = uuids(nodes, random);
    var others = new HashMap<>(uuids(pods, random));
    others.putAll(oddUids(random.nextInt(5), random));
    return new Vote(
        "replica-" + random.nextInt(),
        random.nextBoolean() ? "" : "zone " + random.nextInt(),
        random.nextBoolean() ? "" : "node-" + random.nextInt(),
        random.nextLong() >>> 1,
        null,
        nodes + random.nextInt(1000),
        named,
        others);
  }

  private static Map<String, Miss> uuids(int count, Random random) {
    return misses(
        random,
        Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
            .limit(count));
  }

  /** Such as no API server gives: some are no UUIDs, some are, but not in the usual form. */
  private static Map<String, Miss> oddUids(int count, Random random) {
    var uids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      uids.add(random.nextBoolean() ? "node-" + random.nextLong() : "A" + uuid.substring(1));
    }
    return misses(random, uids.stream());
  }

  private static Map<String, Miss> misses(Random random, Stream<String> uids) {
    var misses = new HashMap<String, Miss>();
    uids.forEach(uid -> misses.put(uid, miss(random)));
    return misses;
  }

  private static Miss miss(Random random) {
    var age = age(random);
    return new Miss(
        MISSES.get(random.nextInt(MISSES.size())),
        age,
        random.nextBoolean() ? age.plusMillis(random.nextInt(3_000)) : null,
        random.nextBoolean() ? age(random) : null);
  }

  /** Mostly seconds, at times days. */
  private static Duration age(Random random) {
    return Duration.ofMillis(random.nextInt(1 << (8 + random.nextInt(23))));
  }
}
