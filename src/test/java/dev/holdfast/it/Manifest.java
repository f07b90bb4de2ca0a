package dev.holdfast.it;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tables in src/test/resources/manifests: one policy as a user may write it.
 *
 * @param spec all of the spec
 * @param with what is added to a spec that only has a selector, where there is no spec
 * @param says the API server's whole sentence, where it must refuse
 */
record Manifest(
    @JsonProperty("case") String name,
    @Nullable String kind,
    @Nullable Map<String, Object> spec,
    @Nullable Map<String, Object> with,
    @Nullable String says) {
  private static final Map<String, Object> SELECTOR =
      Map.of("selector", Map.of("matchLabels", Map.of("app", "web")));

  static Stream<Manifest> in(String table) {
    try (var text =
        requireNonNull(Manifest.class.getResourceAsStream("/manifests/" + table + ".yaml"))) {
      var rows =
          new KubernetesSerialization()
              .unmarshal(text, new TypeReference<Map<String, List<Manifest>>>() {});
      return rows.entrySet().stream()
          .flatMap(kind -> kind.getValue().stream().map(row -> row.of(kind.getKey())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest of(String kind) {
    return new Manifest(name, kind, spec, with, says);
  }

  /** Asks the API server, as {@code kubectl --validate=strict --dry-run=server} does. */
  void tryOut(KubernetesClient client, String namespace) {
    var path =
        "NodeHealthPolicy".equals(kind)
            ? "nodehealthpolicies"
            : "namespaces/" + namespace + "/highavailabilitypolicies";
    client.raw(
        "/apis/holdfast.dev/v1alpha1/" + path + "?dryRun=All&fieldValidation=Strict",
        "POST",
        Map.of(
            "apiVersion",
            "holdfast.dev/v1alpha1",
            "kind",
            requireNonNull(kind),
            "metadata",
            Map.of("name", "tried"),
            "spec",
            spec != null ? spec : selected()));
  }

  private Map<String, Object> selected() {
    var all = new LinkedHashMap<String, Object>(SELECTOR);
    all.putAll(requireNonNull(with));
    return all;
  }

  @Override
  public String toString() {
    return kind + ": " + name;
  }
}
