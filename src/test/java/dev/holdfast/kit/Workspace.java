package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A temporary folder that belongs to this process, and with it every process whose command line
 * names it: removing the folder ends them. Its name carries the owner's pid and start, so that what
 * a killed run left behind is recognised and swept by the next one.
 */
final class Workspace {
  private static final Path BASE = Path.of(System.getProperty("java.io.tmpdir"), "holdfast-kit");
  private static final Pattern OWNED = Pattern.compile(".+-(\\d+)-(\\d+)-\\d+");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path folder;
  private final Thread atExit;

  private Workspace(Path folder) {
    this.folder = folder;
    this.atExit = new Thread(() -> remove(folder), "remove " + folder.getFileName());
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Sweeps what killed runs left, then makes a new folder. */
  static Workspace create(String name) throws Exception {
    Files.createDirectories(BASE);
    return alone(() -> sweptAndNew(name)); // of two that sweep one would miss what the other took
  }

  private static Workspace sweptAndNew(String name) throws IOException {
    sweep();
    var folder = BASE.resolve("%s-%s-%d".formatted(name, Owner.self(), COUNT.incrementAndGet()));
    return new Workspace(Files.createDirectory(folder));
  }

  /** Runs alone among all runs of the kit on this machine. */
  static <T> T alone(Callable<T> work) throws Exception {
    synchronized (IN_THIS_PROCESS) {
      try (var file =
          FileChannel.open(
              BASE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock(); // until the file is closed
        return work.call();
      }
    }
  }

  Path folder() {
    return folder;
  }

  Path resolve(String relative) {
    return folder.resolve(relative);
  }

  /** Ends every process that names the folder, then deletes it. */
  void remove() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove(folder);
  }

  private static void sweep() throws IOException {
    try (var folders = Files.list(BASE)) {
      folders.filter(Workspace::isOrphan).forEach(Workspace::remove);
    }
  }

  private static boolean isOrphan(Path folder) {
    var owned = OWNED.matcher(folder.getFileName().toString());
    return owned.matches() && Owner.of(owned.group(1), owned.group(2)).isGone();
  }

  private static void remove(Path folder) {
    var processes = processesNaming(folder);
    processes.forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(10, TimeUnit.SECONDS);
      delete(folder);
    } catch (Exception e) {
      throw new IllegalStateException(
          "Could not clear " + folder + ": end the processes that name it, then delete it", e);
    }
  }

  /** Those whose command line names something inside of the folder. */
  static List<ProcessHandle> processesNaming(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(folder + "/"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException gone) {
      return Optional.of(process.info()).flatMap(ProcessHandle.Info::commandLine).orElse("");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(Workspace::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
