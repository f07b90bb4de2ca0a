package dev.holdfast.alarm;

/**
 * The policy that an alarm comes from.
 *
 * @param namespace empty for a node policy
 * @param secrets the namespace that its Secrets are in
 */
public record Origin(String kind, String namespace, String name, String uid, String secrets) {

  /** Its path at the API server. */
  String path() {
    var plural =
        kind.equals("NodeHealthPolicy") ? "nodehealthpolicies" : "highavailabilitypolicies";
    var where = namespace.isEmpty() ? "" : "namespaces/" + namespace + "/";
    return "/apis/holdfast.dev/v1alpha1/" + where + plural + "/" + name;
  }
}
