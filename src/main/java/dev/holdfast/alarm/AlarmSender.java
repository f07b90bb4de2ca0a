package dev.holdfast.alarm;

import dev.holdfast.api.AlarmChannel;
import dev.holdfast.notice.Dispatch;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alarms, each on a thread of its own: nobody waits for it, and the slow receivers of one
 * namespace do not keep those of another waiting.
 */
public final class AlarmSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlarmSender.class);

  /** Letters of one namespace that are under way at once. */
  private static final int A_NAMESPACE = 8;

  private final PromptNames names =
      new PromptNames(InetAddress::getAllByName, PromptNames.PATIENCE);
  private final Receivers receivers;
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alarm-", 0).factory());

  /**
   * A sender.
   *
   * @param namespaces whose Services may be named
   */
  public AlarmSender(
      AllowedAddresses addresses,
      Set<String> namespaces,
      Secrets secrets,
      Runbooks runbooks,
      Supplier<Instant> clock) {
    this.receivers = new Receivers(names, addresses, namespaces, secrets, runbooks, clock);
  }

  /**
   * Returns at once.
   *
   * @param done told what came of it, on another thread; never while Holdfast stops
   */
  public void send(
      Origin origin, AlarmChannel channel, Dispatch dispatch, Consumer<Dispatch.Report> done) {
    try {
      threads.execute(() -> deliver(origin, channel, dispatch, done));
    } catch (RejectedExecutionException closing) {
      log.debug("not sent, for we stop: {} of {}", dispatch.alarm().reason(), origin.path());
    }
  }

  private void deliver(
      Origin origin, AlarmChannel channel, Dispatch dispatch, Consumer<Dispatch.Report> done) {
    var turn = turns.computeIfAbsent(origin.secrets(), namespace -> new Semaphore(A_NAMESPACE));
    try {
      turn.acquire();
      try {
        var trouble = receivers.tell(origin, channel, dispatch);
        trouble.ifPresent(why -> complain(origin, dispatch, why));
        done.accept(trouble.map(dispatch::failed).orElseGet(dispatch::taken));
      } finally {
        turn.release();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("a defect of Holdfast: an alarm of {} was not sent", origin.path(), e);
      done.accept(dispatch.failed("a defect of Holdfast: see its log"));
    }
  }

  private static void complain(Origin origin, Dispatch dispatch, String why) {
    log.warn(
        "alarm {} of {} was not taken by {}: {}; it is tried again",
        dispatch.alarm().reason(),
        origin.path(),
        dispatch.channel(),
        why);
  }

  /** Drops what is under way: the journal still says that it is to be sent. */
  @Override
  public void close() {
    threads.shutdownNow();
    receivers.close();
    names.close();
  }
}
