package dev.holdfast.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What deploy/monitoring holds, as tests look at it. */
public final class MonitoringFiles {
  public static final Path RULE = Path.of("deploy", "monitoring", "prometheus-rule.yaml");
  public static final Path MONITOR = Path.of("deploy", "monitoring", "service-monitor.yaml");
  public static final Path DASHBOARD = Path.of("deploy", "monitoring", "dashboard.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(YAMLFactory.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build());

  /** A query of the dashboard, and the panel that it is of. */
  public record Query(String panel, String expression) {

    /** With what Grafana puts in place of its variables. */
    public String filledIn() {
      return expression
          .replace("$__rate_interval", "30s")
          .replace("$__range", "2m")
          .replace("$namespace", ".*");
    }
  }

  private MonitoringFiles() {}

  /** Groups of rules as Prometheus itself reads them, without the object around them. */
  public static String rules() throws IOException {
    return written(yaml(RULE).get("spec"));
  }

  /** As YAML, each text on one line. */
  public static String written(Object content) throws IOException {
    return YAML.writeValueAsString(content);
  }

  public static List<JsonNode> alerts() throws IOException {
    return ruleNodes().filter(rule -> rule.has("alert")).toList();
  }

  /** Names of the series that rules record. */
  public static List<String> recorded() throws IOException {
    return ruleNodes()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.get("record").asText())
        .toList();
  }

  /** What rules ask Prometheus for. */
  public static List<String> expressions() throws IOException {
    return ruleNodes().map(rule -> rule.get("expr").asText()).toList();
  }

  public static List<Query> queries() throws IOException {
    return all(JSON.readTree(Files.readString(DASHBOARD)).get("panels"))
        .flatMap(
            panel ->
                all(panel.get("targets"))
                    .map(
                        target ->
                            new Query(panel.get("title").asText(), target.get("expr").asText())))
        .toList();
  }

  public static JsonNode yaml(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  private static Stream<JsonNode> ruleNodes() throws IOException {
    return all(yaml(RULE).get("spec").get("groups")).flatMap(group -> all(group.get("rules")));
  }

  private static Stream<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
