package dev.holdfast.loop;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.OneLine;
import dev.holdfast.ops.Metrics;
import dev.holdfast.plan.NodeStep;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out steps on nodes, on a thread of its own: a slow call must not stop the judging. */
final class NodeSteps {
  private static final Logger log = LoggerFactory.getLogger(NodeSteps.class);

  /** Before a node is tried again: long enough for a busy one to settle. */
  private static final Duration REST = Duration.ofMillis(500);

  private final NodeExecutor executor;
  private final Metrics metrics;
  private final Consumer<Notice> say;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("node-steps").daemon().factory());
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> refusals = new ConcurrentHashMap<>();

  NodeSteps(NodeExecutor executor, Metrics metrics, Consumer<Notice> say) {
    this.executor = executor;
    this.metrics = metrics;
    this.say = say;
  }

  /** Does it, unless something is under way at that node; what is not done is planned again. */
  void execute(NodeStep step) {
    if (isResting(step) || !underWay.add(step.node())) return;
    thread.execute(
        () -> {
          try {
            report(step, executor.execute(step));
          } finally {
            underWay.remove(step.node());
          }
        });
  }

  private boolean isResting(NodeStep step) {
    long refusedAt = refusals.getOrDefault(step.node(), System.nanoTime() - REST.toNanos());
    return System.nanoTime() - refusedAt < REST.toNanos();
  }

  private void report(NodeStep step, Answer answer) {
    metrics.nodeStep(step, answer instanceof Answer.Accepted);
    switch (answer) {
      case Answer.Accepted accepted -> {
        refusals.remove(step.node());
        say.accept(NodeNotices.done(step));
      }
      case Answer.Blocked blocked -> refused(step, blocked.why());
      case Answer.Moot moot -> refused(step, moot.why());
      case Answer.Rejected rejected -> refused(step, rejected.why());
      case Answer.NoAnswer noAnswer -> refused(step, noAnswer.why());
    }
  }

  private void refused(NodeStep step, String why) {
    refusals.put(step.node(), System.nanoTime());
    log.info(
        "{} of node {} was not done, to be decided afresh: {}",
        step.action(),
        step.node(),
        OneLine.of(why));
  }

  void stop() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(REST.toMillis(), TimeUnit.MILLISECONDS);
  }
}
