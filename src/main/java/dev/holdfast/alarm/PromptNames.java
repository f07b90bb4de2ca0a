package dev.holdfast.alarm;

import dev.holdfast.alarm.Post.Names;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names become addresses in bounded time. The system's resolver cannot be interrupted and waits for
 * as long as its own settings say, half a minute by default: it waits on a thread that nobody else
 * needs.
 */
final class PromptNames implements Names, AutoCloseable {
  /** As long as the system's resolver waits for one server's first answer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Lookups that hang at once; more than eight namespaces' letters cause. */
  private static final int THREADS = 64;

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Names names;
  private final Duration patience;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          THREADS,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("alarm-names-", 0).daemon().factory());

  PromptNames(Names names, Duration patience) {
    this.names = names;
    this.patience = patience;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      var found = threads.submit(() -> names.resolve(host));
      return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException unknown ? unknown : notFound(host);
    } catch (TimeoutException | RejectedExecutionException e) {
      throw notFound(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notFound(host);
    }
  }

  private static UnknownHostException notFound(String host) {
    return new UnknownHostException(host + " in time");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
