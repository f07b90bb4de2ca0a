package dev.holdfast.kube.write;

import dev.holdfast.signal.TaintSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON patch of one node that touches one taint and one annotation and nothing of anybody else's.
 * It holds for the very version that it was made from, so positions in the list of taints are
 * right.
 */
final class NodePatch {
  private final Node node;
  private final List<Map<String, Object>> operations = new ArrayList<>();

  NodePatch(Node node) {
    this.node = node;
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  /** Both are there already, whatever the annotation says: it tells of the first to put them. */
  boolean bears(String annotation, TaintSignal taint) {
    return annotations().containsKey(annotation) && position(taint) >= 0;
  }

  /** Writing the version back makes the API server answer 409 if there is a newer one. */
  List<Map<String, Object>> guarded() {
    var all = new ArrayList<Map<String, Object>>();
    all.add(
        Map.of(
            "op", "replace",
            "path", "/metadata/resourceVersion",
            "value", node.getMetadata().getResourceVersion()));
    all.addAll(operations);
    return all;
  }

  /**
   * A taint of that key and effect that is there already is left as it is, whoever put it there.
   */
  NodePatch addTaint(TaintSignal taint) {
    var value = Map.of("key", taint.key(), "effect", taint.effect());
    if (taints().isEmpty()) add("/spec/taints", List.of(value));
    else if (position(taint) < 0) add("/spec/taints/-", value);
    return this;
  }

  NodePatch removeTaint(TaintSignal taint) {
    int position = position(taint);
    if (position >= 0) remove("/spec/taints/" + position);
    return this;
  }

  NodePatch annotate(String name, String value) {
    if (annotations().isEmpty()) add("/metadata/annotations", Map.of(name, value));
    else if (!value.equals(annotations().get(name))) add(path(name), value);
    return this;
  }

  NodePatch dropAnnotation(String name) {
    if (annotations().containsKey(name)) remove(path(name));
    return this;
  }

  private static String path(String annotation) {
    return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
  }

  private int position(TaintSignal wanted) {
    var taints = taints();
    for (int i = 0; i < taints.size(); i++) if (isOf(taints.get(i), wanted)) return i;
    return -1;
  }

  private static boolean isOf(Taint taint, TaintSignal wanted) {
    return Objects.equals(taint.getKey(), wanted.key())
        && Objects.equals(taint.getEffect(), wanted.effect());
  }

  private List<Taint> taints() {
    var spec = node.getSpec();
    return spec == null || spec.getTaints() == null ? List.of() : spec.getTaints();
  }

  private Map<String, String> annotations() {
    @Nullable Map<String, String> annotations = node.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  private void add(String path, Object value) {
    operations.add(Map.of("op", "add", "path", path, "value", value));
  }

  private void remove(String path) {
    operations.add(Map.of("op", "remove", "path", path));
  }
}
