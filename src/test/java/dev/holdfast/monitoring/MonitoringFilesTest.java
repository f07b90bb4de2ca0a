package dev.holdfast.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.MonitoringFiles;
import dev.holdfast.kit.MonitoringFiles.Query;
import dev.holdfast.ops.Label;
import dev.holdfast.ops.Metric;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules, dashboard and monitor speak of what is there. */
class MonitoringFilesTest {
  private static final Path RUNBOOKS = Path.of("docs", "runbooks");
  private static final Pattern NAME = Pattern.compile("\\b(?:policy:)?holdfast_[a-z_]+(?::\\w+)?");
  private static final Pattern VALUE = Pattern.compile("(\\w+)=\"(\\w+)\"");

  @Test
  void eachMetricThatAQueryNamesIsToldOrRecorded() throws IOException {
    var known = new ArrayList<>(MonitoringFiles.recorded());
    Stream.of(Metric.values()).flatMap(MonitoringFilesTest::series).forEach(known::add);
    assertThat(asked().flatMap(text -> NAME.matcher(text).results().map(m -> m.group())))
        .hasSizeGreaterThan(20)
        .isSubsetOf(known);
  }

  @Test
  void eachRecordedSeriesIsAskedFor() throws IOException {
    var asked = String.join("\n", asked().toList());
    assertThat(MonitoringFiles.recorded())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(asked).contains(name));
  }

  @Test
  void eachLabelValueThatAQueryNamesIsOne() throws IOException {
    var values =
        Stream.of(Label.values())
            .flatMap(label -> label.listed().stream().map(v -> label.written() + "=" + v))
            .collect(toSet());
    assertThat(
            asked()
                .flatMap(text -> VALUE.matcher(text).results())
                .map(m -> m.group(1) + "=" + m.group(2)))
        .isSubsetOf(values);
  }

  @Test
  void eachAlertHasASeverityASummaryAndItsRunbookAndThereIsNoOtherRunbook() throws IOException {
    var alerts = MonitoringFiles.alerts();
    var base = OperatorConfig.from(Map.of("HOSTNAME", "a")).alarms().runbooks();
    for (var alert : alerts) {
      var name = alert.get("alert").asText();
      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
      assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo(base + name + ".md");
      assertThat(Files.readString(RUNBOOKS.resolve(name + ".md")))
          .startsWith("# " + name + "\n")
          .contains("## What to look at", "## What to do");
    }
    assertThat(runbooks()).hasSameSizeAs(alerts);
  }

  @Test
  void theMonitorScrapesTheServiceThatTheManifestInstalls() throws IOException {
    var service = service();
    var monitor = MonitoringFiles.yaml(MonitoringFiles.MONITOR);
    var endpoint = monitor.at("/spec/endpoints/0");
    assertThat(monitor.at("/metadata/namespace").asText())
        .isEqualTo(service.getMetadata().getNamespace());
    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(
            label ->
                assertThat(service.getMetadata().getLabels())
                    .containsEntry(label.getKey(), label.getValue().asText()));
    assertThat(service.getSpec().getPorts())
        .extracting("name")
        .contains(endpoint.get("port").asText());
    assertThat(endpoint.get("honorLabels").asBoolean()).as("a policy's namespace is kept").isTrue();
  }

  private static Stream<String> asked() throws IOException {
    return Stream.concat(
        MonitoringFiles.expressions().stream(),
        MonitoringFiles.queries().stream().map(Query::expression));
  }

  private static Stream<String> series(Metric metric) {
    return switch (metric.type()) {
      case GAUGE, COUNTER -> Stream.of(metric.written());
      case HISTOGRAM ->
          Stream.of("_bucket", "_count", "_sum", "_max").map(end -> metric.written() + end);
    };
  }

  private static Set<Path> runbooks() throws IOException {
    try (var files = Files.list(RUNBOOKS)) {
      return files
          .filter(page -> page.getFileName().toString().startsWith("Holdfast"))
          .collect(toSet());
    }
  }

  private static Service service() throws IOException {
    List<Service> services =
        Installation.objects().stream()
            .filter(Service.class::isInstance)
            .map(Service.class::cast)
            .toList();
    assertThat(services).hasSize(1);
    return services.getFirst();
  }
}
