package dev.holdfast.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What kubectl would print of the policies, by the columns that the definition names. */
final class PrinterTable {
  private static final Path DEFINITION =
      Path.of("crds", "highavailabilitypolicies.holdfast.dev-v1.yml");

  /** As {@code .status.conditions[?(@.type=="Available")].status}. */
  private static final Pattern FILTER =
      Pattern.compile("(.*)\\[\\?\\(@\\.(\\w+)==\"(\\w+)\"\\)](.*)");

  private static final String GAP = "   ";

  private PrinterTable() {}

  static String of(KubernetesClient client) throws IOException {
    var columns =
        Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class)
            .getSpec()
            .getVersions()
            .getFirst()
            .getAdditionalPrinterColumns()
            .stream()
            .filter(column -> column.getPriority() == null || column.getPriority() == 0)
            .toList();
    var rows = new ArrayList<List<String>>();
    rows.add(row("NAME", columns.stream().map(CustomResourceColumnDefinition::getName).toList()));
    client
        .genericKubernetesResources("holdfast.dev/v1alpha1", "HighAvailabilityPolicy")
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(policy -> rows.add(row(policy, columns)));
    return aligned(rows);
  }

  private static List<String> row(
      GenericKubernetesResource policy, List<CustomResourceColumnDefinition> columns) {
    Map<?, ?> object = Serialization.unmarshal(Serialization.asJson(policy), Map.class);
    return row(
        policy.getMetadata().getName(),
        columns.stream().map(column -> cell(column, object)).toList());
  }

  private static List<String> row(String first, List<String> others) {
    var row = new ArrayList<String>();
    row.add(first);
    row.addAll(others);
    return row;
  }

  private static String cell(CustomResourceColumnDefinition column, Map<?, ?> object) {
    var value = at(object, column.getJsonPath());
    if (value == null) {
      return "";
    }
    return "date".equals(column.getType())
        ? Duration.between(Instant.parse(value.toString()), Instant.now()).toSeconds() + "s"
        : value.toString();
  }

  private static @Nullable Object at(@Nullable Object object, String path) {
    var filter = FILTER.matcher(path);
    if (filter.matches()) {
      return at(object, filter.group(1)) instanceof List<?> all
          ? all.stream()
              .filter(one -> filter.group(3).equals(at(one, "." + filter.group(2))))
              .map(one -> at(one, filter.group(4)))
              .findFirst()
              .orElse(null)
          : null;
    }
    Object value = object;
    for (var key : path.substring(1).split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  private static String aligned(List<List<String>> rows) {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
