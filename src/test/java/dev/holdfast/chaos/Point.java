package dev.holdfast.chaos;

/**
 * One call, event or list of a recovery, named so that another run of it has the same one.
 *
 * @param what method and resource, as "DELETE pods" or "EVENT nodes MODIFIED"
 * @param ordinal which of those, from 1
 * @param global it says nothing of the scene, so that it may belong to another recovery
 */
record Point(String what, int ordinal, boolean global) {

  static Point parse(String text) {
    int hash = text.lastIndexOf('#');
    if (hash < 0) throw new IllegalArgumentException("A point is written as 'DELETE pods#1'");
    var what = text.substring(0, hash);
    return new Point(what, Integer.parseInt(text.substring(hash + 1)), CallName.isGlobal(what));
  }

  @Override
  public String toString() {
    return what + "#" + ordinal;
  }
}
