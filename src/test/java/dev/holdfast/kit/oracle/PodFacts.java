package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One pod, as an answer showed it.
 *
 * @param owner uid of its controller, or empty
 * @param ownerGroup of the controller's kind, or empty
 * @param vetoed somebody wrote on it that it is to be left alone
 * @param claims names of the volume claims that it may write to
 */
record PodFacts(
    String namespace,
    String name,
    String uid,
    Map<String, String> labels,
    String node,
    String owner,
    String ownerGroup,
    String ownerKind,
    boolean vetoed,
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
        owner.map(reference -> group(reference.path("apiVersion").asText(""))).orElse(""),
        owner.map(reference -> reference.path("kind").asText()).orElse(""),
        meta.path("annotations").has(Vetoed.ANNOTATION),
        Json.condition(pod, "Ready").equals("True"),
        pod.path("status").path("phase").asText().equals("Running"),
        meta.hasNonNull("deletionTimestamp"),
        claims(pod.path("spec").path("volumes")));
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** As users write it in {@code replaceableOwners}. */
  String ownerGroupKind() {
    return ownerGroup.isEmpty() ? ownerKind : ownerGroup + "/" + ownerKind;
  }

  private static Set<String> claims(JsonNode volumes) {
    return Json.elements(volumes)
        .map(volume -> volume.path("persistentVolumeClaim"))
        .filter(claim -> claim.has("claimName") && !claim.path("readOnly").asBoolean())
        .map(claim -> claim.path("claimName").asText())
        .collect(Collectors.toUnmodifiableSet());
  }

  PodFacts boundTo(String target) {
    return with(target, deleting);
  }

  PodFacts deleted() {
    return with(node, true);
  }

  private PodFacts with(String target, boolean going) {
    return new PodFacts(
        namespace,
        name,
        uid,
        labels,
        target,
        owner,
        ownerGroup,
        ownerKind,
        vetoed,
        ready,
        running,
        going,
        claims);
  }

  String key() {
    return namespace + "/" + name;
  }
}
