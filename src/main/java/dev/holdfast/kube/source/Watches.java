package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The watches without which nothing is decided, taken as one. */
final class Watches {
  /** Objects a page of a list, of kinds that have no limit of their own. */
  private static final long PAGE = 500;

  private final List<RecordInformer<?, ?>> informers = new ArrayList<>();
  private final URL server;
  private final Supplier<Instant> clock;

  /**
   * None yet.
   *
   * @param server that is named where it does not answer
   * @param clock tells arrival times
   */
  Watches(URL server, Supplier<Instant> clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * One more, which fills a store.
   *
   * @param husk makes an empty object of the kind
   * @param changed hears of each record before and after
   */
  <T extends HasMetadata, R> RecordInformer<T, R> add(
      String kind,
      Informable<T> objects,
      Supplier<T> husk,
      Reading<T, R> reading,
      RecordStore<R> store,
      BiConsumer<@Nullable R, @Nullable R> changed) {
    return addPages(kind, objects.withLimit(PAGE), husk, reading, store, changed);
  }

  /** The same of objects that have a limit of their own. */
  <T extends HasMetadata, R> RecordInformer<T, R> addPages(
      String kind,
      Informable<T> pages,
      Supplier<T> husk,
      Reading<T, R> reading,
      RecordStore<R> store,
      BiConsumer<@Nullable R, @Nullable R> changed) {
    Supplier<RecordItemStore<T, R>> items =
        () -> new RecordItemStore<>(husk, reading, store, clock, changed);
    var informer = new RecordInformer<>(kind, pages, items, clock);
    informers.add(informer);
    return informer;
  }

  /** Those that are there now, and that are added later. */
  List<RecordInformer<?, ?>> all() {
    return Collections.unmodifiableList(informers);
  }

  void start() {
    informers.forEach(RecordInformer::start);
  }

  /** Waits until each kind has been listed once; after the time says which have not, and why. */
  Optional<String> awaitListed(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    var late = new ArrayList<RecordInformer<?, ?>>();
    for (var informer : informers) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!informer.awaitListed(left)) late.add(informer);
    }
    return late.isEmpty() ? Optional.empty() : Optional.of(complaint(late));
  }

  /** Kinds that failed alike are named together: without an API server all do. */
  private String complaint(List<RecordInformer<?, ?>> late) {
    return late.stream()
        .collect(
            Collectors.groupingBy(
                RecordInformer::lastFailure,
                LinkedHashMap::new,
                Collectors.mapping(RecordInformer::kind, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(failed -> failed.getValue() + " (" + failed.getKey() + ")")
        .collect(
            Collectors.joining(
                "; ",
                "not listed yet from %s: ".formatted(server),
                "; is the API server reachable, and may this account list and watch them?"));
  }

  /** Each kind was listed, and its watch is kept up. */
  boolean synced() {
    return informers.stream().allMatch(RecordInformer::synced);
  }

  /** Kinds that are not synced, for people. */
  List<String> unsynced() {
    return informers.stream().filter(i -> !i.synced()).map(RecordInformer::kind).toList();
  }

  void stop() {
    informers.forEach(RecordInformer::stop);
  }
}
