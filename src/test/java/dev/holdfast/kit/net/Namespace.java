package dev.holdfast.kit.net;

import dev.holdfast.kit.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One network namespace: a network stack of its own, until it is removed. */
record Namespace(String name) {
  private static final long GONE_WITHIN_SECONDS = 10;

  static Namespace create(String name) {
    Iproute.ip("netns", "add", name);
    Iproute.ipIn(name, "link set lo up");
    return new Namespace(name);
  }

  /** All that this machine has. */
  static List<Namespace> all() {
    return Iproute.ip("netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> !name.isEmpty())
        .map(Namespace::new)
        .toList();
  }

  /** Commands of {@code ip}, one a line. */
  void ip(String commands) {
    Iproute.ipIn(name, commands);
  }

  /** Where programs run in it. */
  Place place(String address) {
    var ip = Iproute.find("ip").orElseThrow().toString();
    return new Place(List.of(ip, "netns", "exec", name), address);
  }

  /** Ends all that runs in it, however stopped it is, and deletes it, unless another run did. */
  void remove() {
    try {
      endProcesses();
      Iproute.ip("netns", "del", name);
    } catch (IllegalStateException e) {
      if (all().contains(this)) throw e;
    }
  }

  private void endProcesses() {
    var found = processes();
    found.forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              found.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(GONE_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " ends", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Processes in namespace " + name + " do not end", e);
    }
  }

  List<ProcessHandle> processes() {
    return Iproute.ip("netns", "pids", name)
        .lines()
        .map(String::strip)
        .map(Long::parseLong)
        .map(ProcessHandle::of)
        .flatMap(Optional::stream)
        .toList();
  }
}
