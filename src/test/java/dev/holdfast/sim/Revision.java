package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.status.MemoryCodec;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One version of a policy; it is read when somebody wants to know it. */
final class Revision {
  private final ObjectNode object;
  private @Nullable HighAvailabilityPolicy policy;
  private @Nullable KnownPolicy known;
  private @Nullable PolicyMemory memory;

  /** As the API server has it. */
  Revision(ObjectNode object) {
    this.object = object;
  }

  /** As an answer brought it. */
  static Revision of(HighAvailabilityPolicy policy) {
    var meta = policy.getMetadata();
    var object = JsonNodeFactory.instance.objectNode();
    object
        .putObject("metadata")
        .put("resourceVersion", meta.getResourceVersion())
        .put("generation", meta.getGeneration());
    var revision = new Revision(object);
    revision.policy = policy;
    return revision;
  }

  /** The same, by somebody who knows what he meant by it. */
  Revision meaning(PolicyMemory meant) {
    memory = meant;
    return this;
  }

  JsonNode object() {
    return object;
  }

  boolean hasIntents() {
    return !object.path("status").path("intents").isEmpty();
  }

  long version() {
    return object.path("metadata").path("resourceVersion").asLong();
  }

  /** Counts what others than Holdfast change. */
  private long generation() {
    return object.path("metadata").path("generation").asLong();
  }

  boolean isMeantOtherwise(Revision other) {
    return generation() != other.generation();
  }

  HighAvailabilityPolicy policy() {
    if (policy == null) policy = Client.JSON.convertValue(object, HighAvailabilityPolicy.class);
    return policy;
  }

  KnownPolicy known() {
    if (known == null) known = PolicyReader.read(policy());
    return known;
  }

  PolicyMemory memory() {
    if (memory == null) memory = MemoryCodec.read(policy().getStatus(), Workload.NAMESPACE);
    return memory;
  }

  Revision withStatus(JsonNode status) {
    return next(changed -> changed.set("status", status));
  }

  /** With another mode, by its author. */
  Revision inMode(String mode) {
    return next(
        changed -> {
          changed.set("spec", changed.withObjectProperty("spec").deepCopy().put("mode", mode));
          changed.withObjectProperty("metadata").put("generation", generation() + 1);
        });
  }

  /** With a word on it that means nothing to Holdfast. */
  Revision annotated(String name, String value) {
    return next(
        changed ->
            changed
                .withObjectProperty("metadata")
                .withObjectProperty("annotations")
                .put(name, value));
  }

  private Revision next(Consumer<ObjectNode> change) {
    var changed = object.objectNode();
    changed.setAll(object);
    var meta = object.withObjectProperty("metadata").deepCopy();
    changed.set("metadata", meta.put("resourceVersion", Long.toString(version() + 1)));
    change.accept(changed);
    var revision = new Revision(changed);
    if (!revision.isMeantOtherwise(this)) revision.known = known;
    return revision;
  }
}
