package dev.holdfast.kube.source;

import dev.holdfast.signal.Vote;
import dev.holdfast.vote.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last vote of each replica, this one's own included; safe to read from any thread. A vote
 * counts from when we saw its lease change: before, nobody knows how old it is. Whether one is
 * still fresh is for whoever counts them.
 */
public final class VoteBoard {
  private final KeyedRecords<ObserverLease> leases = new KeyedRecords<>();
  private final Map<String, Vote.Cast> casts = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** By the observer's name; the map does not change any more. */
  public Map<String, Vote.Cast> casts() {
    return Map.copyOf(casts);
  }

  /** Told the name of each observer whose vote says something else than before, or is gone. */
  public void addListener(Consumer<String> listener) {
    listeners.add(listener);
  }

  RecordStore<ObserverLease> records() {
    return leases;
  }

  void changed(@Nullable ObserverLease before, @Nullable ObserverLease after) {
    var old = cast(before);
    var fresh = cast(after);
    var observer = fresh.or(() -> old).map(cast -> cast.vote().observer());
    observer.ifPresent(name -> casts.compute(name, (same, cast) -> fresh.orElse(null)));
    if (statement(old).equals(statement(fresh))) return;
    observer.ifPresent(name -> listeners.forEach(listener -> listener.accept(name)));
  }

  private static Optional<Vote.Cast> cast(@Nullable ObserverLease lease) {
    return lease == null ? Optional.empty() : lease.cast();
  }

  private static Optional<Statement> statement(Optional<Vote.Cast> cast) {
    return cast.map(Vote.Cast::vote).map(Statement::of);
  }
}
