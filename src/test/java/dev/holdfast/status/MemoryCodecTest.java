package dev.holdfast.status;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Proof;
import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Removals;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Retry;
import dev.holdfast.incident.Sighting;
import dev.holdfast.incident.Step;
import dev.holdfast.ledger.HistoryCodec;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCodecTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Through JSON, as the API server keeps it. */
  @Property(tries = 300)
  void whatIsReadBackIsWhatWasWritten(@ForAll("memories") PolicyMemory memory)
      throws JsonProcessingException {
    var json = JSON.writeValueAsString(written(memory));
    assertThat(MemoryCodec.read(JSON.readValue(json, PolicyStatus.class), "shop"))
        .isEqualTo(memory);
  }

  @Test
  void aPolicyWithoutStatusRemembersNothing() {
    assertThat(MemoryCodec.read(null, "shop")).isEqualTo(PolicyMemory.EMPTY);
    assertThat(MemoryCodec.read(PolicyStatus.EMPTY, "shop")).isEqualTo(PolicyMemory.EMPTY);
  }

  /** Somebody else wrote there: what is understood counts, the rest is left out and counted. */
  @Property(tries = 50)
  void whatNobodyCanReadIsLeftOutAndCounted(
      @ForAll("memories") PolicyMemory memory, @ForAll("unreadable") String forged)
      throws JsonProcessingException {
    var json =
        JSON.writeValueAsString(written(memory)).replaceAll("\"20[^\"]*Z\"", '"' + forged + '"');
    var status = JSON.readValue(json, PolicyStatus.class);

    var read = MemoryCodec.read(status, "shop");

    assertThat(read.incidents()).isEmpty();
    assertThat(read.intents()).isEmpty();
    assertThat(MemoryCodec.unreadable(status, read))
        .isEqualTo(memory.incidents().size() + memory.intents().size());
    assertThat(MemoryCodec.unreadable(written(memory), memory)).isZero();
  }

  @Provide
  Arbitrary<String> unreadable() {
    return Arbitraries.of(
        "yesterday",
        "1970-01-01T00:00:00Z",
        "-1000000000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z");
  }

  /** Of these one too few would shift by less than nothing, and stop the ladder for good. */
  @ParameterizedTest
  @ValueSource(strings = {"rung", "attempts", "exhaustions", "acts"})
  void countsThatNobodyCountedAreLeftOut(String count) throws JsonProcessingException {
    var at = NOON;
    var incident =
        incident(
            List.of("a", "b", "c"),
            new Phases(at, at, null, null, null, null),
            new LadderPosition(7, 7, null, 7, null),
            7,
            at,
            null,
            Resolution.OPEN,
            null);
    var json = JSON.writeValueAsString(written(remembering(incident)));
    var forged = json.replace("\"%s\":7".formatted(count), "\"%s\":-1".formatted(count));
    assertThat(forged).isNotEqualTo(json);

    var read = MemoryCodec.read(JSON.readValue(forged, PolicyStatus.class), "shop");

    assertThat(read.incidents()).isEmpty();
  }

  /** The API server's word, which is compared with nothing but itself. */
  @Test
  void aPodWhoseCreationNobodyNotedIsRemembered() {
    var at = NOON;
    var incident =
        incident(
            List.of("a", "b", "c"),
            new Phases(at, at, null, null, null, null),
            LadderPosition.BOTTOM,
            0,
            Instant.EPOCH,
            null,
            Resolution.OPEN,
            null);

    assertThat(MemoryCodec.read(written(remembering(incident)), "shop").incidents())
        .containsExactly(incident);
  }

  private static PolicyMemory remembering(Incident incident) {
    return new PolicyMemory(List.of(incident), List.of(), History.EMPTY);
  }

  private static PolicyStatus written(PolicyMemory memory) {
    return new PolicyStatus(
        1L,
        List.of(),
        null,
        null,
        null,
        null,
        memory.incidents().stream().map(MemoryCodec::write).toList(),
        memory.intents().stream().map(IntentCodec::write).toList(),
        List.of(),
        List.of(),
        null,
        HistoryCodec.write(memory.history()));
  }

  @Provide
  Arbitrary<PolicyMemory> memories() {
    return Combinators.combine(
            incidents().list().ofMaxSize(4), intents().list().ofMaxSize(4), histories())
        .as(PolicyMemory::new);
  }

  private static Arbitrary<History> histories() {
    return instants()
        .map(at -> new Closed(at.truncatedTo(ChronoUnit.MILLIS), Ending.SELF_HEALED, null))
        .list()
        .ofMaxSize(4)
        .map(all -> all.stream().sorted(Comparator.comparing(Closed::at)).toList())
        .map(entries -> new History(entries, Removals.NONE));
  }

  private static Arbitrary<Incident> incidents() {
    var identity = Combinators.combine(names(), names(), names()).as(List::of);
    return Combinators.combine(
            identity,
            phases(),
            ladders(),
            Arbitraries.integers().between(0, 99),
            instants(),
            retries().injectNull(0.5),
            Arbitraries.of(Resolution.class),
            names().injectNull(0.3))
        .as(MemoryCodecTest::incident);
  }

  private static Incident incident(
      List<String> names,
      Phases phases,
      LadderPosition ladder,
      int acts,
      Instant bornAfter,
      @Nullable Retry retry,
      Resolution resolution,
      @Nullable String name) {
    return new Incident(
        names.get(0),
        new WorkloadRef("Deployment", names.get(1), names.get(2), "0"),
        new Sighting("NotReady", names.get(2), names.get(1), names.get(0), name, name),
        new Course(phases, ladder, acts, bornAfter, retry),
        resolution);
  }

  private static Arbitrary<Phases> phases() {
    var later = instants().injectNull(0.4);
    return Combinators.combine(instants(), instants(), later, later, later, later).as(Phases::new);
  }

  private static Arbitrary<LadderPosition> ladders() {
    var few = Arbitraries.integers().between(0, 9);
    var later = instants().injectNull(0.4);
    return Combinators.combine(few, few, later, few, later).as(LadderPosition::new);
  }

  private static Arbitrary<Retry> retries() {
    var hold = Combinators.combine(names(), names(), names()).as(Hold::new);
    return Combinators.combine(hold, instants(), Arbitraries.integers().between(1, 99))
        .as(Retry::new);
  }

  private static Arbitrary<Intent> intents() {
    return Combinators.combine(
            names(),
            steps(),
            names(),
            names(),
            Arbitraries.of(Intent.Purpose.class),
            names(),
            Arbitraries.longs().between(0, 10_000_000).map(Duration::ofMillis),
            instants())
        .as(Intent::new);
  }

  private static Arbitrary<Step> steps() {
    var pods = Combinators.combine(names(), names()).as((n, uid) -> new PodRef("shop", n, uid));
    var proofs = Combinators.combine(names(), names(), instants()).as(Proof.HumanConfirmed::new);
    return Arbitraries.oneOf(
        pods.map(Step.MarkNotReady::new),
        pods.map(Step.Evict::new),
        Combinators.combine(pods, Arbitraries.of(true, false)).as(Step.Delete::new),
        Combinators.combine(pods, proofs).as(Step.ForceDelete::new));
  }

  /** Texts of users and servers: anything that is valid in JSON. */
  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange(' ', '\u017f').ofMinLength(1).ofMaxLength(12);
  }

  /** Whole milliseconds, as the clock tells them. */
  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(-1_000_000_000, 1_000_000_000).map(NOON::plusMillis);
  }
}
