package dev.holdfast.kube.write;

import dev.holdfast.notice.Notice;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts notices as Kubernetes Events, from a thread of its own: a slow API server delays no
 * recovery, it costs Events. They are told once per quiet time and counted in between.
 */
public final class EventWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventWriter.class);

  /** How often an Event is tried while the API server gives no answer. */
  private static final int ATTEMPTS = 3;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** How soon the thread notices that it is to end. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final Supplier<Instant> clock;
  private final String instance;
  private final RecentNotices recent = new RecentNotices(System::nanoTime);
  private final EventQueue queue = new EventQueue();
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread = new Thread(this::work, "event-writer");
  private volatile boolean closed;

  /**
   * @param clock tells the times that Events show
   * @param instance which of Holdfast's replicas says so
   */
  public EventWriter(KubernetesClient client, Supplier<Instant> clock, String instance) {
    this.client = SingleRequests.of(client, TIMEOUT);
    this.clock = clock;
    this.instance = instance;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Never waits and never fails.
   *
   * @return whether it is news: false while the same was told a short time ago
   */
  public boolean tell(Notice notice) {
    var now = clock.get();
    var event = recent.say(notice, now).map(times -> EventForm.of(notice, times, now, instance));
    event
        .flatMap(e -> queue.offer(notice.subject().namespace(), e))
        .ifPresent(e -> giveUp(e, "too many are waiting"));
    return event.isPresent();
  }

  /** Events that were never posted, since the start. */
  public long lost() {
    return lost.get();
  }

  private void work() {
    try {
      while (!closed || !queue.isEmpty()) {
        var event = queue.poll(GLANCE);
        if (event != null) post(event);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(Event event) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        client
            .v1()
            .events()
            .inNamespace(event.getMetadata().getNamespace())
            .resource(event)
            .create();
        return;
      } catch (KubernetesClientException e) {
        if (attempt == ATTEMPTS || isRefusal(e)) {
          giveUp(event, Answers.message(e));
          return;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 500;
  }

  private void giveUp(Event event, String why) {
    lost.incrementAndGet();
    var about = event.getInvolvedObject();
    log.warn(
        "Event {} of {} {}/{} was not posted ({}): {}",
        event.getReason(),
        about.getKind(),
        event.getMetadata().getNamespace(),
        about.getName(),
        why,
        event.getMessage());
  }

  /** Posts what waits if that is quickly done, and stops. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
