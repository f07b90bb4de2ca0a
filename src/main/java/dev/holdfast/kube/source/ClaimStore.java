package dev.holdfast.kube.source;

import dev.holdfast.signal.ClaimSignal;
import java.util.Optional;

/** The claims that are known; safe to read from any thread. */
public final class ClaimStore {
  private final KeyedRecords<ClaimSignal> claims = new KeyedRecords<>();

  RecordStore<ClaimSignal> records() {
    return claims;
  }

  public Optional<ClaimSignal> find(String namespace, String name) {
    return Optional.ofNullable(claims.get(namespace, name));
  }

  public int size() {
    return claims.size();
  }
}
