package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OurResources;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.UserShell;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What kubectl prints of objects whose status is given, held against {@code docs/kubectl}; with
 * {@code -Dgolden.rewrite=true} it writes that anew. Objects that no operator touches: their status
 * stays.
 */
@OwnPlane
@Tag("integration")
@ExtendWith(KubeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlIT {
  private static final Path GOLDEN = Path.of("docs/kubectl");
  private static final Path OBJECTS = Path.of("src/test/resources/kubectl");
  private static final Pattern AGE = Pattern.compile("(?m)(?<= )\\d+[smhd]\\S*$");
  private static final List<String> NAMESPACES = List.of("bank", "shop");

  private final KubernetesClient client;
  private final UserShell shell;

  KubectlIT(Scene scene) {
    client = scene.client();
    shell = new UserShell(scene.plane());
  }

  @BeforeAll
  void createAll() throws IOException {
    OurResources.install(client);
    for (var name : NAMESPACES) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
    create("policies.yaml", HighAvailabilityPolicy.class);
    create("node-policies.yaml", NodeHealthPolicy.class);
  }

  private <T extends CustomResource<?, ?>> void create(String file, Class<T> kind)
      throws IOException {
    for (var yaml : Files.readString(OBJECTS.resolve(file)).split("\n---\n", -1)) {
      var object = Serialization.unmarshal(yaml, kind);
      var created = client.resource(Serialization.clone(object)).create();
      object.setMetadata(created.getMetadata());
      if (object.getStatus() != null) client.resource(object).updateStatus();
    }
  }

  @AfterAll
  void removeAll() {
    client.resources(NodeHealthPolicy.class).delete();
    NAMESPACES.forEach(name -> client.namespaces().withName(name).delete());
  }

  @TestFactory
  Stream<DynamicTest> kubectlPrintsWhatTheDocumentsShow() {
    return Stream.of(
            "get hap -A",
            "get hap -n shop -o wide",
            "get hap -A --sort-by=.status.availability.budget.leftRatio",
            "describe hap web -n shop",
            "wait --for=condition=Available hap/web -n shop --timeout=10s",
            "get nhp",
            "get nhp -o wide")
        .map(command -> dynamicTest("kubectl " + command, () -> check(command)));
  }

  private void check(String command) throws IOException, InterruptedException {
    var printed = "$ kubectl %s\n%s".formatted(command, lasting(command));
    var file = GOLDEN.resolve(command.replaceAll("[^a-zA-Z]+", "-") + ".txt");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, printed);
    }
    assertThat(printed)
        .as("-Dgolden.rewrite=true writes it anew")
        .isEqualTo(Files.readString(file));
  }

  /** Without what differs from run to run: ages, uids, versions, when it was created. */
  private String lasting(String command) throws IOException, InterruptedException {
    var printed = shell.run("kubectl " + command);
    var aged = command.startsWith("get") ? AGE.matcher(printed).replaceAll("12d") : printed;
    return aged.replaceAll("(?m)^(\\s+Creation Timestamp:\\s+).*$", "$12026-03-01T00:00:00Z")
        .replaceAll("(?m)^(\\s+Resource Version:\\s+).*$", "$11234")
        .replaceAll("(?m)^(  UID:\\s+).*$", "$16b1f4c1e-0000-4000-8000-000000000000")
        .replaceAll("(?m)[ ]+$", "");
  }

  @Test
  void waitingForAPolicyThatIsNotAvailableEndsInTime() {
    assertThatThrownBy(
            () -> shell.run("kubectl wait --for=condition=Available hap/db -n shop --timeout=1s"))
        .hasMessageContaining("timed out");
  }

  /** What kstatus goes by: before anybody has seen it, it is not what it should be. */
  @Test
  void aPolicyThatNobodyHasSeenSaysSo() throws IOException, InterruptedException {
    assertThat(
            shell.run(
                "kubectl get hap new -n bank -o jsonpath='{.metadata.generation}"
                    + " {.status.observedGeneration}'"))
        .isEqualTo("1 0");
  }
}
