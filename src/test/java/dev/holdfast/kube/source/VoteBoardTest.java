package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.VoteCodec;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteBoardTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private Instant now = START;
  private final VoteBoard board = new VoteBoard();
  private final List<String> told = new ArrayList<>();
  private final RecordItemStore<Lease, ObserverLease> items =
      new RecordItemStore<>(
          Lease::new, ObserverLease::read, board.records(), () -> now, board::changed);

  VoteBoardTest() {
    board.addListener(told::add);
  }

  /** Arrives a second after the one before. */
  private void arrive(Lease lease) {
    now = now.plusSeconds(1);
    items.put(items.getKey(lease), lease);
  }

  private void leave(Lease lease) {
    items.remove(items.getKey(lease));
  }

  private static Vote vote(String observer, long sequence, String... missed) {
    var miss =
        new Vote.Miss(ProbeAnswer.SILENT, Duration.ofSeconds(3), Duration.ofSeconds(3), null);
    Map<String, Vote.Miss> nodes = new HashMap<>();
    Stream.of(missed).forEach(node -> nodes.put(node, miss));
    return new Vote(observer, "a", "", sequence, null, 20, nodes, Map.of());
  }

  private static Lease lease(String name, int second, @Nullable String text) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace("holdfast-system")
        .withName(name)
        .addToAnnotations(ObserverLease.VOTE, text)
        .endMetadata()
        .withNewSpec()
        .withRenewTime(Instant.EPOCH.plusSeconds(second).atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private static Lease by(String process, int second, Vote vote) {
    var lease = lease(second, vote);
    lease.getSpec().setHolderIdentity(process);
    return lease;
  }

  private static Lease lease(int second, Vote vote) {
    return lease("holdfast-observer-" + vote.observer(), second, VoteCodec.encode(vote));
  }

  @Test
  void aVoteCountsFromWhenItsLeaseWasSeenToChange() {
    arrive(lease(1, vote("red", 8)));
    assertThat(board.casts()).isEmpty();

    arrive(lease(6, vote("red", 9)));
    assertThat(board.casts())
        .isEqualTo(Map.of("red", new Vote.Cast(vote("red", 9), START.plusSeconds(2))));
  }

  @Test
  void aLeaseThatIsOnlySeenAgainIsNoFresherThanBefore() {
    arrive(lease(1, vote("red", 8)));
    arrive(lease(1, vote("red", 8)));
    assertThat(board.casts()).isEmpty();

    arrive(lease(6, vote("red", 9)));
    arrive(lease(6, vote("red", 9)));
    assertThat(board.casts().values())
        .extracting(Vote.Cast::at)
        .containsExactly(START.plusSeconds(3));
  }

  @Test
  void aReplicaThatWasStartedAgainCountsItsVotesFromOne() {
    arrive(lease(1, vote("red", 8)));
    arrive(lease(6, vote("red", 9)));
    arrive(lease(9, vote("red", 1)));

    assertThat(board.casts().values())
        .containsExactly(new Vote.Cast(vote("red", 1), START.plusSeconds(3)));
  }

  /** Its client gave it up, the API server did not. */
  @Test
  void aVoteThatIsWrittenAfterTheNextOfItsProcessIsNone() {
    arrive(by("red-1", 1, vote("red", 7)));
    arrive(by("red-1", 3, vote("red", 9, "n")));
    told.clear();
    arrive(by("red-1", 2, vote("red", 8)));

    assertThat(board.casts().values())
        .containsExactly(new Vote.Cast(vote("red", 9, "n"), START.plusSeconds(2)));
    assertThat(told).isEmpty();
    arrive(by("red-1", 4, vote("red", 10)));
    assertThat(board.casts().values())
        .containsExactly(new Vote.Cast(vote("red", 10), START.plusSeconds(4)));
  }

  @Test
  void aVoteThatWasThereAndOneBeforeItMakeNoNews() {
    arrive(by("red-1", 3, vote("red", 9)));
    arrive(by("red-1", 2, vote("red", 8)));

    assertThat(board.casts()).isEmpty();
  }

  @Test
  void anotherProcessOfTheReplicaIsHeardFromItsFirstVoteOn() {
    arrive(by("red-1", 1, vote("red", 8)));
    arrive(by("red-1", 6, vote("red", 9)));
    arrive(by("red-2", 9, vote("red", 1, "n")));

    assertThat(board.casts().values())
        .containsExactly(new Vote.Cast(vote("red", 1, "n"), START.plusSeconds(3)));
  }

  @Test
  void whoseClockWasSetBackIsHeardAllTheSame() {
    arrive(lease(100, vote("red", 8)));
    arrive(lease(5, vote("red", 9)));

    assertThat(board.casts()).containsOnlyKeys("red");
  }

  @Test
  void itIsToldWhenAVoteSaysSomethingElseAndNotWhenItOnlyGoesOn() {
    arrive(lease(1, vote("red", 1)));
    assertThat(told).isEmpty();
    arrive(lease(2, vote("red", 2)));
    assertThat(told).containsExactly("red");
    arrive(lease(7, vote("red", 3)));
    arrive(lease(12, vote("red", 4)));
    assertThat(told).containsExactly("red");
    arrive(lease(13, vote("red", 5, "n1")));
    assertThat(told).containsExactly("red", "red");
    arrive(lease(18, vote("red", 6, "n1", "n2")));
    assertThat(told).hasSize(3);
  }

  @Test
  void aVoteThatWasTakenBackIsGoneAndThatIsTold() {
    arrive(lease(1, vote("red", 1)));
    arrive(lease(2, vote("red", 2)));
    told.clear();
    leave(lease(2, vote("red", 2)));

    assertThat(board.casts()).isEmpty();
    assertThat(told).containsExactly("red");
  }

  @Test
  void eachReplicaHasItsOwnVote() {
    arrive(lease(1, vote("red", 1)));
    arrive(lease(1, vote("blue", 1)));
    arrive(lease(2, vote("red", 2, "n1")));
    arrive(lease(2, vote("blue", 2)));
    leave(lease(2, vote("blue", 2)));

    assertThat(board.casts()).containsOnlyKeys("red");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "AQ"})
  void whatNobodyCanReadTakesTheVoteAwayUntilTheNextOne(String text) {
    arrive(lease(1, vote("red", 1)));
    arrive(lease(2, vote("red", 2)));
    arrive(lease("holdfast-observer-red", 3, text));
    assertThat(board.casts()).isEmpty();
    assertThat(told).containsExactly("red", "red");

    arrive(lease(4, vote("red", 4)));
    assertThat(board.casts()).containsOnlyKeys("red");
  }

  @Test
  void nobodyVotesInAnothersName() {
    var forged = VoteCodec.encode(vote("red", 1));
    arrive(lease("holdfast-observer-blue", 1, forged));
    arrive(lease("holdfast-observer-blue", 2, forged));
    arrive(lease("holdfast-leader", 1, forged));
    arrive(lease("holdfast-leader", 2, forged));

    assertThat(board.casts()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatWasReadBeforeStaysAsItWas() {
    arrive(lease(1, vote("red", 1)));
    arrive(lease(2, vote("red", 2)));
    var before = board.casts();
    arrive(lease(3, vote("red", 3, "n1")));

    assertThat(before.values()).extracting(Vote.Cast::vote).containsExactly(vote("red", 2));
  }
}
