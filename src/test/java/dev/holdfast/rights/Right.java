package dev.holdfast.rights;

import dev.holdfast.kit.RightUsed;

/**
 * One verb on one resource.
 *
 * @param namespace where; empty for everywhere
 * @param group of the API; empty for the core
 */
record Right(String namespace, String group, String resource, String verb) {

  boolean covers(RightUsed used) {
    return verb.equals(used.verb())
        && resource.equals(used.resource())
        && group.equals(used.group())
        && (namespace.isEmpty() || namespace.equals(used.namespace()));
  }

  @Override
  public String toString() {
    var what = verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    return what + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
