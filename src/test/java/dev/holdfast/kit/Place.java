package dev.holdfast.kit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where processes run, and what they are reached at there.
 *
 * @param entry the beginning of a command line that runs the rest of it there
 * @param address of theirs, as this process sees it
 */
public record Place(List<String> entry, String address) {
  /** This machine as it is, where nobody else can reach them. */
  public static final Place LOOPBACK = new Place(List.of(), "127.0.0.1");

  public Place {
    entry = List.copyOf(entry);
  }

  /** What runs the program there; its process is the program's own. */
  public List<String> command(List<String> program) {
    return Stream.concat(entry.stream(), program.stream()).toList();
  }

  /** What servers bind to. A namespace has no address that others could reach it at. */
  String bindAddress() {
    return entry.isEmpty() ? address : "0.0.0.0";
  }
}
