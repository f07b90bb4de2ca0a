package dev.holdfast.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.MonitoringFiles;
import dev.holdfast.kit.NeedsTools;
import dev.holdfast.kit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus' own tool reads rules and queries, and holds the rules them against series that it is
 * given.
 */
@NeedsTools(Tool.PROMTOOL)
class AlertRulesTest {
  private static final Path CASES = Path.of("src/test/resources/monitoring");
  private static final List<String> FILES = List.of("rules-test.yml", "rules-slow-test.yml");

  @TempDir private Path folder;

  @BeforeEach
  void unwrap() throws IOException {
    Files.writeString(folder.resolve("rules.yml"), MonitoringFiles.rules());
    for (var file : FILES) Files.copy(CASES.resolve(file), folder.resolve(file));
  }

  @Test
  void prometheusReadsEachRule() throws Exception {
    assertThat(promtool("check", "rules", "--lint-fatal", "rules.yml")).contains("SUCCESS");
  }

  @Test
  void prometheusReadsEachQueryOfTheDashboard() throws Exception {
    var queries = MonitoringFiles.queries();
    var rules =
        queries.stream().map(query -> Map.of("record", "panel", "expr", query.filledIn())).toList();
    var groups = Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)));
    Files.writeString(folder.resolve("rules.yml"), MonitoringFiles.written(groups));
    assertThat(promtool("check", "rules", "--lint=none", "rules.yml"))
        .contains(queries.size() + " rules found");
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotOtherwise() throws Exception {
    assertThat(promtool("test", "rules", FILES.get(0), FILES.get(1))).contains("SUCCESS");
  }

  @Test
  void noAlertIsWithoutACase() throws IOException {
    var cases = Files.readString(CASES.resolve(FILES.get(0)));
    assertThat(MonitoringFiles.alerts())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            alert ->
                assertThat(cases).contains("alertname=\"" + alert.get("alert").asText() + "\""));
  }

  /** What it says; the test fails with it if it does not end well. */
  private String promtool(String... arguments) throws Exception {
    var builder = new ProcessBuilder(arguments).directory(folder.toFile());
    builder.command().addFirst(Tool.PROMTOOL.find().orElseThrow().toString());
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
