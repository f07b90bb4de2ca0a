package dev.holdfast.kube.source;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Objects as a real API server (1.35) sent them, and the means to read further ones from text. */
public final class Recorded {
  public static final String POD = text("pod.json");
  public static final String NODE = text("node.json");
  public static final String LEASE = text("lease.json");

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** From JSON, as the client reads it from the wire. */
  public static <T> T read(String text, Class<T> type) {
    return SERIALIZATION.unmarshal(text, type);
  }

  /** From YAML in any style; without the marker the client takes a leading brace for JSON. */
  public static <T> T yaml(String text, Class<T> type) {
    return read("---\n" + text, type);
  }

  private static String text(String name) {
    try (var in = Recorded.class.getResourceAsStream("/dev/holdfast/recorded/" + name)) {
      if (in == null) throw new IllegalStateException("no recording " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Recorded() {}
}
