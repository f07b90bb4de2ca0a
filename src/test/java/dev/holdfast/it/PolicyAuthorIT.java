package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.Installation;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy gives its author no power over pods that he has not anyway. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class PolicyAuthorIT {
  private static final Path RULE = Path.of("deploy", "require-delete-pods.yaml");

  @Test
  void onlyWhoMayDeletePodsMayWritePolicies(Scene scene) throws IOException {
    grant(scene, "author", "holdfast.dev", "highavailabilitypolicies", List.of("author", "owner"));
    grant(scene, "deleter", "", "pods", List.of("owner"));
    Installation.apply(scene.client(), RULE, "");
    var attempts = new AtomicInteger();
    try (var author = as(scene, "author");
        var owner = as(scene, "owner")) {
      var byAuthor = RawPolicies.of(scene).by(author);
      var byOwner = RawPolicies.of(scene).by(owner);
      scene
          .eventually()
          .untilAsserted(
              "the rule is in force",
              () ->
                  assertThatThrownBy(() -> byAuthor.apply(attempt(attempts), Map.of()))
                      .isInstanceOf(KubernetesClientException.class)
                      .hasMessageContaining(
                          "user 'author' may not delete pods in namespace '%s': whoever writes a"
                              + " HighAvailabilityPolicy there needs that right",
                          scene.namespace()));
      scene
          .eventually() // his rights may come to be known later than the author's
          .untilAsserted("who may delete pods may write", () -> byOwner.apply("owned", Map.of()));
      assertThatThrownBy(() -> byAuthor.apply("owned", Map.of("a", "b")))
          .hasMessageContaining("may not delete pods");
    } finally {
      removeTheRule(scene);
    }
  }

  /** A name of its own for each: the rule lets a policy be written again that stays as it is. */
  private static String attempt(AtomicInteger attempts) {
    return "power-" + attempts.incrementAndGet();
  }

  private static void removeTheRule(Scene scene) throws IOException {
    try (var text = Files.newInputStream(RULE)) {
      scene.client().load(text).delete();
    }
  }

  private static KubernetesClient as(Scene scene, String user) {
    var config =
        new ConfigBuilder(scene.client().getConfiguration()).withImpersonateUsername(user).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static void grant(
      Scene scene, String role, String group, String resource, List<String> users) {
    var name = scene.namespace() + "-" + role;
    scene.create(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .addNewRule()
            .withApiGroups(group)
            .withResources(resource)
            .withVerbs("get", "create", "patch", "update", "delete")
            .endRule()
            .build());
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(scene.namespace())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name);
    users.forEach(user -> binding.addNewSubject("rbac.authorization.k8s.io", "User", user, null));
    scene.create(binding.build());
  }
}
