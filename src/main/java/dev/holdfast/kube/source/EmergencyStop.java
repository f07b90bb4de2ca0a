package dev.holdfast.kube.source;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handbrake: a ConfigMap that stops every act of Holdfast for as long as it exists. */
public final class EmergencyStop {
  /** Name of the ConfigMap, in Holdfast's own namespace. */
  public static final String NAME = "emergency-stop";

  private volatile boolean engaged;

  public boolean engaged() {
    return engaged;
  }

  RecordStore<Boolean> records(String namespace) {
    return new Presence(namespace);
  }

  /** A store of at most one record: that the ConfigMap exists. */
  private final class Presence implements RecordStore<Boolean> {
    private final String namespace;

    Presence(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public @Nullable Boolean get(String in, String name) {
      return engaged && name.equals(NAME) ? true : null;
    }

    @Override
    public void put(String in, String name, Boolean exists) {
      if (name.equals(NAME)) engaged = true;
    }

    @Override
    public void remove(String in, String name) {
      if (name.equals(NAME)) engaged = false;
    }

    @Override
    public Stream<String> keys() {
      return engaged ? Stream.of(namespace + "/" + NAME) : Stream.empty();
    }

    @Override
    public int size() {
      return engaged ? 1 : 0;
    }
  }
}
