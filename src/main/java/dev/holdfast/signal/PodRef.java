package dev.holdfast.signal;

/** One pod, never another of the same name: the uid is part of its identity. */
public record PodRef(String namespace, String name, String uid) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
