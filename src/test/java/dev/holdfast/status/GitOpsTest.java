package dev.holdfast.status;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.api.StatusCondition;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** What Flux and Argo CD make of the statuses that we write. */
class GitOpsTest {
  private static final Path SCRIPT = Path.of("deploy/gitops/argocd-health.lua");
  private static final int GENERATION = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0}, pods {1}, account begun {2}, refused {3}, seen as {4}: {5}")
  @CsvSource({
    "Enforce, ready, true, false, 3, Healthy",
    "Observe, ready, true, false, 3, Healthy",
    "Enforce, unready, true, false, 3, Degraded",
    "Enforce, unready, false, false, 3, Progressing",
    "Enforce, none, false, false, 3, Healthy",
    "Suspended, unready, true, false, 3, Suspended",
    "Enforce, ready, true, true, 3, Degraded",
    "Suspended, ready, true, true, 3, Degraded",
    "Enforce, ready, true, false, 2, Progressing",
  })
  void argoShowsTheHealthOfTheWorkload(
      Mode mode, String pods, boolean begun, boolean refused, int seen, String health)
      throws IOException {
    var status = status(mode, pods, begun, refused, seen);
    var shown = run(object(mode, status));
    assertThat(shown.get("status").tojstring()).isEqualTo(health);
    assertThat(shown.get("message").tojstring()).isNotBlank();
  }

  @Test
  void argoWaitsForAPolicyThatNobodyHasSeen() throws IOException {
    assertThat(run(object(Mode.Enforce, null)).get("status").tojstring()).isEqualTo("Progressing");
    var created = Serialization.unmarshal("{\"observedGeneration\": 0}", PolicyStatus.class);
    assertThat(run(object(Mode.Enforce, created)).get("status").tojstring())
        .isEqualTo("Progressing");
  }

  @Test
  void theScriptIsTheOneThatTheDocumentShows() throws IOException {
    assertThat(Files.readString(Path.of("docs/gitops.md")))
        .contains("```lua\n" + Files.readString(SCRIPT) + "```");
  }

  @Test
  void whatIsNotAcceptedIsStalledForThoseWhoWaitAndNothingElseIs() {
    assertThat(conditions(status(Mode.Enforce, "unready", true, false, GENERATION)))
        .doesNotContain("Stalled", "Reconciling", "Ready");
    var refused = status(Mode.Enforce, "ready", true, true, GENERATION);
    assertThat(refused.observedGeneration()).isEqualTo(GENERATION);
    assertThat(refused.conditions())
        .filteredOn(condition -> condition.type().equals("Stalled"))
        .singleElement()
        .returns("True", StatusCondition::status)
        .returns("EmptySelector", StatusCondition::reason);
  }

  private static List<String> conditions(PolicyStatus status) {
    return status.conditions().stream().map(StatusCondition::type).toList();
  }

  private static PolicyStatus status(
      Mode mode, String pods, boolean begun, boolean refused, int seen) {
    var view = view(mode, pods(pods), refused, seen);
    var since = NOON.minus(Duration.ofHours(1));
    var ledger = Ledger.opened(since);
    if (begun) ledger = ledger.then(Edge.at(since, Service.UP));
    return StatusComposer.compose(
        null, PolicyMemory.EMPTY, List.of(), Standing.of(view), ledger, view, NOON);
  }

  private static List<PodSignal> pods(String how) {
    return switch (how) {
      case "ready" -> List.of(pod("{name: p, node: n}"));
      case "unready" -> List.of(pod("{name: p, node: n, ready: false}"));
      default -> List.of();
    };
  }

  private static PolicyView view(Mode mode, List<PodSignal> pods, boolean refused, int generation) {
    var refusal = refused ? new Hold("EmptySelector", "it names nothing", "it does") : null;
    return SampleView.of(pods)
        .policy(new PolicyKey("shop", "web", "u", NOON, generation))
        .mode(mode)
        .fleet(fleet(health(node("{name: n}"), new Verdict.Healthy(NOON))))
        .refused(refusal)
        .view();
  }

  /** As Argo CD hands it to the script. */
  private static LuaValue object(Mode mode, @Nullable PolicyStatus status) {
    var object = JSON.createObjectNode();
    object.putObject("metadata").put("generation", GENERATION);
    object.putObject("spec").put("mode", mode.name());
    if (status != null) object.set("status", JSON.valueToTree(status));
    return lua(object);
  }

  private static LuaValue run(LuaValue object) throws IOException {
    var globals = JsePlatform.standardGlobals();
    globals.set("obj", object);
    return globals.load(Files.readString(SCRIPT)).call();
  }

  private static LuaValue lua(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        var table = new LuaTable();
        json.properties().forEach(e -> table.set(e.getKey(), lua(e.getValue())));
        yield table;
      }
      case ARRAY -> {
        var table = new LuaTable();
        for (int i = 0; i < json.size(); i++) table.set(i + 1, lua(json.get(i)));
        yield table;
      }
      case STRING -> LuaValue.valueOf(json.asText());
      case NUMBER -> LuaValue.valueOf(json.asDouble());
      case BOOLEAN -> LuaValue.valueOf(json.asBoolean());
      case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
    };
  }
}
