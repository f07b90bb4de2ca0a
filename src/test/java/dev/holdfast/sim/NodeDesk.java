package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.health.NodeHealth;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/** Requests that change nodes. */
final class NodeDesk {
  private final World world;

  NodeDesk(World world) {
    this.world = world;
  }

  Reply patch(Call call) {
    var found = world.api.find(call.name());
    if (found.isEmpty()) return world.audit.did(call, Server.notFound(call));
    var node = found.get();
    var reply = world.audit.did(call, patch(call, node));
    if (reply.code() == Reply.OK) world.api.tell(node);
    return reply;
  }

  private Reply patch(Call call, ServerNode node) {
    try {
      var patched = JsonPatch.apply(call.body(), Bodies.node(node));
      return isOf(node, patched) ? become(call, node, patched) : outdated(node);
    } catch (JsonPatchException e) {
      return Reply.refused(Reply.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Whoever writes a version down means that one. */
  private static boolean isOf(ServerNode node, JsonNode patched) {
    return patched.path("metadata").path("resourceVersion").asLong() == node.version;
  }

  private static Reply outdated(ServerNode node) {
    return Reply.refused(
        Reply.CONFLICT,
        "Operation cannot be fulfilled on nodes \"%s\": the object has been modified"
            .formatted(node.name));
  }

  private Reply become(Call call, ServerNode node, JsonNode patched) {
    boolean wasMarked = NodeHealth.isMarked(node.signal());
    node.become(patched);
    if (!wasMarked && NodeHealth.isMarked(node.signal())) world.book.marked(node, call.sentAt());
    return Reply.ok(Bodies.node(node));
  }
}
