package dev.holdfast.rights;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.kit.Installation;
import dev.holdfast.kit.OperatorAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the manifest grants to the operator's account, verb by verb. */
final class GrantedRights {
  private GrantedRights() {}

  static Set<Right> ofTheManifest() throws IOException {
    return of(Installation.objects());
  }

  static Set<Right> of(List<HasMetadata> objects) {
    var bound = objects.stream().flatMap(GrantedRights::roleBoundBy).collect(toSet());
    return objects.stream()
        .filter(object -> bound.contains(name(object)))
        .flatMap(GrantedRights::rights)
        .collect(toSet());
  }

  private static Stream<String> roleBoundBy(HasMetadata object) {
    return switch (object) {
      case ClusterRoleBinding binding when toTheOperator(binding.getSubjects()) ->
          Stream.of("ClusterRole /" + binding.getRoleRef().getName());
      case RoleBinding binding when toTheOperator(binding.getSubjects()) ->
          Stream.of(
              "Role %s/%s"
                  .formatted(binding.getMetadata().getNamespace(), binding.getRoleRef().getName()));
      default -> Stream.empty();
    };
  }

  private static boolean toTheOperator(List<Subject> subjects) {
    return subjects.stream()
        .map(s -> "system:serviceaccount:" + s.getNamespace() + ":" + s.getName())
        .anyMatch(OperatorAccount.USER::equals);
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + namespace(object) + "/" + object.getMetadata().getName();
  }

  private static String namespace(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    return namespace == null ? "" : namespace;
  }

  private static Stream<Right> rights(HasMetadata role) {
    return switch (role) {
      case ClusterRole cluster -> rights("", cluster.getRules());
      case Role own -> rights(namespace(own), own.getRules());
      default -> Stream.empty();
    };
  }

  private static Stream<Right> rights(String namespace, List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.getApiGroups().stream()
                    .flatMap(
                        group ->
                            rule.getResources().stream()
                                .flatMap(
                                    resource ->
                                        rule.getVerbs().stream()
                                            .map(v -> new Right(namespace, group, resource, v)))));
  }
}
