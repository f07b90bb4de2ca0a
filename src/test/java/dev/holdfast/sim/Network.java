package dev.holdfast.sim;

import java.util.ArrayList;
import java.util.List;

/** Which packets arrive: all, but those that something in between drops. */
final class Network {
  private final List<Cut> cuts = new ArrayList<>();
  private final Draw draw;

  Network(Draw draw) {
    this.draw = draw;
  }

  /** Something that drops packets. */
  interface Cut {
    boolean concerns(Place from, Place to, Port port);

    /** The share that it drops of those that it concerns. */
    default double loss() {
      return 1;
    }

    /** It may drop one of those that the two exchange. */
    default boolean isBetween(Place one, Place other, Port port) {
      return concerns(one, other, port) || concerns(other, one, port);
    }
  }

  void add(Cut cut) {
    cuts.add(cut);
  }

  void remove(Cut cut) {
    cuts.remove(cut);
  }

  /** A request and its answer both arrive. */
  boolean exchanges(Place asks, Place answers, Port port) {
    for (var cut : cuts) {
      if (drops(cut, asks, answers, port) || drops(cut, answers, asks, port)) return false;
    }
    return true;
  }

  private boolean drops(Cut cut, Place from, Place to, Port port) {
    return cut.concerns(from, to, port) && (cut.loss() >= 1 || draw.chance(cut.loss()));
  }

  boolean mayDrop(Place one, Place other, Port port) {
    for (var cut : cuts) if (cut.isBetween(one, other, port)) return true;
    return false;
  }
}
