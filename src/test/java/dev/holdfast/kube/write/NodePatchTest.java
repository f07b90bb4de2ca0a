package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kube.source.Recorded;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.TaintSignal;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePatchTest {
  private static final TaintSignal OURS = NodeAnnotations.OUR_TAINT;
  private static final Map<String, Object> GUARD =
      Map.of("op", "replace", "path", "/metadata/resourceVersion", "value", "7");

  private static NodePatch of(String yaml) {
    return new NodePatch(
        Recorded.yaml("metadata: {name: n, resourceVersion: \"7\"%s".formatted(yaml), Node.class));
  }

  private static final String BARE = "}";
  private static final String TAINTED =
      "}\n"
          + "spec: {taints: [{key: k, effect: NoExecute}, {key: holdfast.dev/unhealthy, effect:"
          + " NoSchedule}]}";

  @Test
  void theFirstTaintMakesTheList() {
    assertThat(of(BARE).addTaint(OURS).guarded())
        .containsExactly(
            GUARD,
            Map.of(
                "op", "add",
                "path", "/spec/taints",
                "value", List.of(Map.of("key", OURS.key(), "effect", "NoSchedule"))));
  }

  @Test
  void aFurtherTaintIsAppended() {
    assertThat(
            of("}\nspec: {taints: [{key: k, effect: NoExecute}]}").addTaint(OURS).guarded().get(1))
        .containsEntry("path", "/spec/taints/-");
  }

  @Test
  void aTaintThatIsThereIsNotAddedTwice() {
    assertThat(of(TAINTED).addTaint(OURS).isEmpty()).isTrue();
  }

  @Test
  void onlyOurTaintIsTakenAway() {
    assertThat(of(TAINTED).removeTaint(OURS).guarded())
        .containsExactly(GUARD, Map.of("op", "remove", "path", "/spec/taints/1"));
    assertThat(of(BARE).removeTaint(OURS).isEmpty()).isTrue();
  }

  @Test
  void aTaintOfAnotherKeyIsNeitherOursNorInOursStead() {
    var other = "}\nspec: {taints: [{key: k, effect: NoSchedule}]}";
    assertThat(of(other).removeTaint(OURS).isEmpty()).isTrue();
    assertThat(of(other).addTaint(OURS).isEmpty()).isFalse();
  }

  /** A taint of the same key and another effect is somebody else's. */
  @Test
  void aTaintOfAnotherEffectIsAnother() {
    var other = "}\nspec: {taints: [{key: holdfast.dev/unhealthy, effect: NoExecute}]}";
    assertThat(of(other).removeTaint(OURS).isEmpty()).isTrue();
    assertThat(of(other).addTaint(OURS).isEmpty()).isFalse();
  }

  @Test
  void annotationsAreSetAndDroppedOneByOne() {
    assertThat(of(BARE).annotate("a/b", "x").guarded().get(1))
        .isEqualTo(
            Map.of("op", "add", "path", "/metadata/annotations", "value", Map.of("a/b", "x")));
    assertThat(of(", annotations: {c: y}}").annotate("a/b", "x").guarded().get(1))
        .isEqualTo(Map.of("op", "add", "path", "/metadata/annotations/a~1b", "value", "x"));
    assertThat(of(", annotations: {a/b: x}}").annotate("a/b", "x").isEmpty()).isTrue();
    assertThat(of(", annotations: {a/b: x}}").dropAnnotation("a/b").guarded().get(1))
        .isEqualTo(Map.of("op", "remove", "path", "/metadata/annotations/a~1b"));
    assertThat(of(BARE).dropAnnotation("a/b").isEmpty()).isTrue();
  }
}
