package dev.holdfast.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.UserShell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All that a cluster holds but Events, told apart: Holdfast's own, and everybody else's. */
final class Inventory {
  private static final String ALL =
      """
      kinds=$(kubectl api-resources --verbs=list,delete -o name | grep -v -e ^events | paste -sd, -)
      kubectl get --all-namespaces --ignore-not-found -o json "$kinds" 2>/dev/null
      """;
  private static final List<String> MARKS =
      List.of(
          "name\":\"holdfast\"",
          "\"holdfast.dev/",
          "\"holdfast.dev\"",
          OperatorAccount.NAMESPACE,
          "highavailabilitypolic");

  private final UserShell shell;

  Inventory(UserShell shell) {
    this.shell = shell;
  }

  /** Kind, namespace and name of each object that is Holdfast's or bears something of it. */
  List<String> ours() throws Exception {
    return all().filter(Inventory::isOurs).map(Inventory::name).sorted().toList();
  }

  /**
   * The uid of each object that is not Holdfast's, by its name.
   *
   * @param lost pods of that node are left out: they are replaced
   */
  Map<String, String> yours(String lost) throws Exception {
    var uids = new TreeMap<String, String>();
    all()
        .filter(object -> !isOurs(object) || object.path("kind").asText().equals("Node"))
        .filter(object -> !object.at("/spec/nodeName").asText().equals(lost))
        .filter(object -> !object.path("metadata").has("deletionTimestamp"))
        .forEach(object -> uids.put(name(object), object.at("/metadata/uid").asText()));
    return uids;
  }

  private Stream<JsonNode> all() throws Exception {
    var items = new ObjectMapper().readTree(shell.run(ALL)).path("items");
    return StreamSupport.stream(items.spliterator(), false);
  }

  /** Who wrote a field once is history: it says nothing about what is there. */
  private static boolean isOurs(JsonNode object) {
    ((ObjectNode) object.path("metadata")).remove("managedFields");
    var text = object.toString();
    return MARKS.stream().anyMatch(text::contains);
  }

  private static String name(JsonNode object) {
    return "%s %s/%s"
        .formatted(
            object.path("kind").asText(),
            object.at("/metadata/namespace").asText(),
            object.at("/metadata/name").asText());
  }
}
