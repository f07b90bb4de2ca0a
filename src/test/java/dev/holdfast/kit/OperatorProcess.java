package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One replica of the operator, as a process of its own that can be killed, stopped and frozen. */
public final class OperatorProcess implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final OperatorPort port;

  private OperatorProcess(Process process, Path log, OperatorPort port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * How it ended.
   *
   * @param code its exit code
   * @param took from the signal, or from when it was waited for, to the end
   */
  public record Exit(int code, Duration took) {}

  /** Starts it and returns when it says that it is ready. */
  public static OperatorProcess start(ControlPlane plane, OperatorSettings settings)
      throws IOException {
    var operator = launch(plane, settings);
    operator.awaitReady();
    return operator;
  }

  /** Starts it and does not wait. */
  public static OperatorProcess launch(ControlPlane plane, OperatorSettings settings)
      throws IOException {
    var log = plane.logs().resolve("operator-" + COUNT.incrementAndGet() + ".log");
    var port = freePort();
    var builder =
        new ProcessBuilder(settings.place().command(command(plane, settings)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("HOLDFAST_"));
    environment.put("KUBECONFIG", settings.kubeconfig().toString());
    environment.put("HOLDFAST_HTTP_HOST", settings.place().address());
    environment.put("HOLDFAST_HTTP_PORT", Integer.toString(port));
    environment.putAll(settings.environment());
    var address = settings.place().address() + ":" + port;
    return new OperatorProcess(builder.start(), log, new OperatorPort(address));
  }

  /**
   * Returns when /readyz answers 200.
   *
   * @throws IllegalStateException with its log, when it ended instead
   */
  public void awaitReady() {
    Awaitility.await("the operator is ready; its log is " + log)
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !isAlive() || isReady());
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "The operator ended with " + process.exitValue() + " before it was ready:\n" + log());
    }
  }

  /** All that it wrote to its standard output and error. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("No log of the operator", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Host and port that it serves on. */
  public String address() {
    return port.address();
  }

  /** The body of a 200 answer from its HTTP port, as of "/metrics". */
  public String get(String path) throws IOException {
    return port.get(path);
  }

  /** Whether it says that it acts; one that does not answer does not say so. */
  public boolean leads() {
    try {
      return get("/metrics").contains("\nholdfast_leader 1.0");
    } catch (IOException silent) {
      return false;
    }
  }

  /** Whether it says so; one that does not answer does not. */
  public boolean isReady() {
    try {
      get("/readyz");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM; returns when it has ended by itself. */
  public Exit terminate() {
    var start = System.nanoTime();
    process.destroy();
    var code = process.onExit().join().exitValue();
    return new Exit(code, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Returns when it has ended without being asked to.
   *
   * @throws IllegalStateException with its log, when it runs on
   */
  public Exit awaitEnd(Duration atMost) {
    var start = System.nanoTime();
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The operator still runs after " + atMost + ":\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the operator ends", e);
    }
    return new Exit(process.exitValue(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** SIGSTOP: it is there, holds its connections and its lease, and does nothing. */
  public void freeze() {
    Signals.freeze(process.pid());
  }

  /** SIGCONT. */
  public void thaw() {
    Signals.thaw(process.pid());
  }

  @Override
  public void close() {
    kill();
    port.close();
  }

  /** The property names the plane's folder, so that the process ends with the plane. */
  private static List<String> command(ControlPlane plane, OperatorSettings settings) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dholdfast.kit=" + plane.folder() + "/");
    command.addAll(settings.jvm());
    command.addAll(settings.program());
    return command;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
