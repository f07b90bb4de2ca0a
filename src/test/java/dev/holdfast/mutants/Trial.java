package dev.holdfast.mutants;

import dev.holdfast.notice.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One test, run against one set of classes.
 *
 * @param passed how many of its cases did
 * @param failed those that did not
 */
record Trial(Catcher test, long passed, List<Failure> failed) {
  /** A bug may make a test hang; it is caught too. */
  private static final String LIMIT = "4 m";

  /** A case as people read it, and what it complained of. */
  record Failure(String test, String why) {}

  static Trial run(Catcher test, String className, ClassLoader loader) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return run(test, loader.loadClass(className));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Trial run(Catcher test, Class<?> type) {
    var watch = new Watch();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(type))
            .filters(only(test))
            .configurationParameter("junit.jupiter.execution.timeout.default", LIMIT)
            .build();
    LauncherFactory.create().execute(request, watch);
    return new Trial(test, watch.passed, List.copyOf(watch.failed));
  }

  private static PostDiscoveryFilter only(Catcher test) {
    return descriptor ->
        FilterResult.includedIf(
            descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> test.isOf(((MethodSource) source).getMethodName()))
                .orElse(true));
  }

  boolean isWell() {
    return failed.isEmpty() && passed > 0;
  }

  private static final class Watch implements TestExecutionListener {
    private final List<Failure> failed = new ArrayList<>();
    private long passed;

    private static Failure failure(TestIdentifier test, TestExecutionResult result) {
      var why = result.getThrowable().map(e -> OneLine.of(e.toString())).orElse("");
      return new Failure(test.getDisplayName(), why);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == Status.FAILED) failed.add(failure(test, result));
      else if (test.isTest() && result.getStatus() == Status.SUCCESSFUL) passed++;
    }
  }
}
