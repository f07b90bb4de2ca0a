package dev.holdfast.signal;

/** A controller, as an {@code ownerReference} with {@code controller: true} names it. */
public record OwnerRef(String apiVersion, String kind, String name, String uid) {

  /** The form users write in {@code replaceableOwners}: {@code apps.kruise.io/CloneSet}. */
  public String groupKind() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? kind : apiVersion.substring(0, slash) + "/" + kind;
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
