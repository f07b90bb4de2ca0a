package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The controllers that are known, by uid; safe to read from any thread. */
public final class OwnerStore {
  private final Map<String, OwnerSignal> byUid = new ConcurrentHashMap<>();

  public Optional<OwnerSignal> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  public Optional<OwnerSignal> find(OwnerRef ref) {
    return find(ref.uid());
  }

  public int size() {
    return byUid.size();
  }

  /** What one kind's informer writes to. */
  RecordStore<OwnerSignal> recordsOfOneKind() {
    return new OneKind();
  }

  private final class OneKind extends KeyedRecords<OwnerSignal> {
    @Override
    public void put(String namespace, String name, OwnerSignal owner) {
      forget(namespace, name);
      super.put(namespace, name, owner);
      byUid.put(owner.ref().uid(), owner);
    }

    @Override
    public void remove(String namespace, String name) {
      forget(namespace, name);
      super.remove(namespace, name);
    }

    private void forget(String namespace, String name) {
      var before = get(namespace, name);
      if (before != null) byUid.remove(before.ref().uid());
    }
  }
}
