package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One pod, as an answer showed it.
 *
 * @param owner uid of its controller, or empty
 * @param claims names of the volume claims that it may write to
 */
record PodFacts(
    String namespace,
    String name,
    String uid,
    Map<String, String> labels,
    String node,
    String owner,
    String ownerKind,
    boolean ready,
    boolean running,
    boolean deleting,
    Set<String> claims) {

  static PodFacts of(JsonNode pod) {
    var meta = pod.path("metadata");
    var owner =
        Json.elements(meta.path("ownerReferences"))
            .filter(reference -> reference.path("controller").asBoolean())
            .findFirst();
    return new PodFacts(
        meta.path("namespace").asText(""),
        meta.path("name").asText(""),
        Json.uid(pod),
        Json.texts(meta.path("labels")),
        pod.path("spec").path("nodeName").asText(""),
        owner.map(reference -> reference.path("uid").asText()).orElse(""),
        owner.map(reference -> reference.path("kind").asText()).orElse(""),
        Json.condition(pod, "Ready").equals("True"),
        pod.path("status").path("phase").asText().equals("Running"),
        meta.hasNonNull("deletionTimestamp"),
        claims(pod.path("spec").path("volumes")));
  }

  private static Set<String> claims(JsonNode volumes) {
    return Json.elements(volumes)
        .map(volume -> volume.path("persistentVolumeClaim"))
        .filter(claim -> claim.has("claimName") && !claim.path("readOnly").asBoolean())
        .map(claim -> claim.path("claimName").asText())
        .collect(Collectors.toUnmodifiableSet());
  }

  PodFacts boundTo(String target) {
    return new PodFacts(
        namespace, name, uid, labels, target, owner, ownerKind, ready, running, deleting, claims);
  }

  PodFacts deleted() {
    return new PodFacts(
        namespace, name, uid, labels, node, owner, ownerKind, ready, running, true, claims);
  }

  String key() {
    return namespace + "/" + name;
  }
}
