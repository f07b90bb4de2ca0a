package dev.holdfast.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The states of a host in the order in which it entered them, and what ran on in each. */
final class HostHistory {
  private final List<Entry> entered = new ArrayList<>();

  private record Entry(HostState.Since since, Census census) {
    boolean isAbsence() {
      return switch (since.state()) {
        case UP, OFF -> false;
        case CUT_OFF, KUBELET_DEAD, FROZEN -> true;
      };
    }

    Absence absence(String host, @Nullable Instant to) {
      return new Absence(host, since.at(), to, census.known());
    }
  }

  void enter(HostState state) {
    enter(state, Census.ofNothing());
  }

  /** A state in which those pods run on, whatever the API says. */
  void enter(HostState state, Census census) {
    entered.add(new Entry(new HostState.Since(state, Instant.now()), census));
  }

  HostState state() {
    return entered.getLast().since().state();
  }

  List<HostState.Since> all() {
    return entered.stream().map(Entry::since).toList();
  }

  List<Absence> absences(String host) {
    return IntStream.range(0, entered.size())
        .filter(i -> entered.get(i).isAbsence())
        .mapToObj(i -> entered.get(i).absence(host, endOf(i)))
        .toList();
  }

  List<Silence> silences(String host) {
    return IntStream.range(0, entered.size())
        .filter(i -> isSilent(entered.get(i).since().state()))
        .mapToObj(i -> new Silence(host, entered.get(i).since().at(), endOf(i)))
        .toList();
  }

  private static boolean isSilent(HostState state) {
    return switch (state) {
      case OFF, CUT_OFF -> true;
      case UP, KUBELET_DEAD, FROZEN -> false;
    };
  }

  private @Nullable Instant endOf(int i) {
    return i + 1 < entered.size() ? entered.get(i + 1).since().at() : null;
  }
}
