package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Requests about policies. */
final class PolicyDesk {
  private final World world;

  PolicyDesk(World world) {
    this.world = world;
  }

  Optional<JsonNode> find(String name) {
    return named(name).map(workload -> world.api.policy(workload).object());
  }

  private Optional<Workload> named(String name) {
    return world.workloads.stream().filter(w -> w.name().equals(name)).findFirst();
  }

  Reply updateStatus(Call call) {
    var workload = named(call.name());
    return workload.isEmpty()
        ? world.audit.did(call, Server.notFound(call))
        : updateStatus(call, workload.get());
  }

  private Reply updateStatus(Call call, Workload workload) {
    var before = world.api.policy(workload);
    if (!isOf(before, call.body())) return world.audit.did(call, outdated(call));
    var after = before.withStatus(call.body().path("status"));
    var reply = world.audit.did(call, Reply.ok(after.object()));
    world.api.become(workload, after);
    return reply;
  }

  private static boolean isOf(Revision before, JsonNode sent) {
    return sent.path("metadata").path("resourceVersion").asLong() == before.version();
  }

  private static Reply outdated(Call call) {
    return Reply.refused(
        Reply.CONFLICT,
        "Operation cannot be fulfilled on %s \"%s\": the object has been modified"
            .formatted(call.resource(), call.name()));
  }
}
