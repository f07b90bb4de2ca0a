package dev.holdfast.bench;

import dev.holdfast.ledger.Account;
import dev.holdfast.ledger.Availability;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Lookout;
import dev.holdfast.ledger.Service;
import dev.holdfast.ledger.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One more edge for an account of 30 days with 10,000 of them, by JMH. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerUpdate {
  static final int EDGES = 10_000;
  static final Duration MONTH = Duration.ofDays(30);

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plus(MONTH);
  private static final Duration BETWEEN = MONTH.dividedBy(EDGES);
  private static final Map<String, String> BOTH = Map.of("web-0", "n1", "web-1", "n2");
  private static final Map<String, String> ONE = Map.of("web-0", "n1");

  private final Account account = account();
  private final List<Edge> edges = edges(EDGES);
  private final Edge next = edge(EDGES);
  private final Ledger ledger = account.ledger();
  private final Ledger plain = plain(edges);

  private static Account account() {
    var account = Account.opened(START);
    for (int i = 0; i < EDGES; i++) account = account.after(look(i), at(i));
    return account;
  }

  private static List<Edge> edges(int count) {
    return IntStream.range(0, count).mapToObj(LedgerUpdate::edge).toList();
  }

  private static Edge edge(int number) {
    var service = number % 2 == 0 ? Service.UP : Service.DOWN;
    return new Edge(at(number).minusSeconds(1), at(number), service);
  }

  private static Ledger plain(List<Edge> edges) {
    return new Ledger(List.of(), new Timeline(edges), START.minusSeconds(1), END);
  }

  private static Lookout look(int number) {
    var ready = number % 2 == 0 ? BOTH : ONE;
    return new Lookout(2, ready, 2, Map.of(), Set.of("n1", "n2"), Set.of(), null, null);
  }

  /** Not all in the same millisecond of their minutes: digits are what costs bytes. */
  private static Instant at(int number) {
    return START.plus(BETWEEN.multipliedBy(number)).plusMillis(number * 7919L % 100_000);
  }

  /** As a status has it. */
  static String encoded() {
    return LedgerCodec.write(account().ledger());
  }

  static String encodedPlainly() {
    return LedgerCodec.write(plain(edges(EDGES)));
  }

  /** A change is seen, booked, and encoded for the status. */
  @Benchmark
  public String update() {
    return LedgerCodec.write(account.after(look(EDGES + 1), END).ledger());
  }

  /** The same with all edges kept as they are. */
  @Benchmark
  public String plainUpdate() {
    var more = new ArrayList<>(edges);
    more.add(next);
    return LedgerCodec.write(plain(more));
  }

  /** What the status shows of the month. */
  @Benchmark
  public Availability month() {
    return Availability.of(ledger, MONTH, END);
  }

  /** The same from all edges. */
  @Benchmark
  public Availability plainMonth() {
    return Availability.of(plain, MONTH, END);
  }
}
