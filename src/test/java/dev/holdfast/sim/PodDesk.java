package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.signal.PodPhase;
import java.util.function.Consumer;

/** Requests that change pods. */
final class PodDesk {
  private final World world;

  PodDesk(World world) {
    this.world = world;
  }

  Reply delete(Call call) {
    return remove(
        call,
        call.body(),
        pod -> {
          world.book.deleted(pod, call.sentAt());
          pod.delete();
          world.audit.did(call, Reply.ok(Bodies.pod(pod)));
        });
  }

  Reply evict(Call call) {
    return remove(
        call,
        call.body().path("deleteOptions"),
        pod -> {
          world.book.evicted(pod);
          pod.delete();
          world.audit.did(call, Reply.done());
        });
  }

  /** The uid is what the caller demands; whoever demands none gets whom he named. */
  private Reply remove(Call call, JsonNode options, Consumer<ServerPod> removal) {
    var found = world.api.named(call.name());
    if (found.isEmpty()) return world.audit.did(call, Server.notFound(call));
    var pod = found.get();
    var demanded = options.path("preconditions").path("uid").asText(pod.uid);
    if (!demanded.equals(pod.uid)) return world.audit.did(call, isAnother(pod, demanded));
    removal.accept(pod);
    if (options.path("gracePeriodSeconds").asInt(-1) == 0) world.api.remove(pod);
    else world.api.changed(pod);
    return Reply.done();
  }

  private static Reply isAnother(ServerPod pod, String demanded) {
    return Reply.refused(
        Reply.CONFLICT,
        ("Operation cannot be fulfilled on pods \"%s\": Precondition failed: UID in precondition:"
                + " %s, UID in object meta: %s")
            .formatted(pod.name, demanded, pod.uid));
  }

  Reply patchStatus(Call call) {
    var found = world.api.named(call.name());
    if (found.isEmpty()) return world.audit.did(call, Server.notFound(call));
    var pod = found.get();
    var meant = call.body().path("metadata").path("uid").asText(pod.uid);
    if (!meant.equals(pod.uid)) return world.audit.did(call, Reply.immutable("metadata.uid"));
    if (says(call, "Ready", "False")) divert(call, pod);
    else end(call, pod);
    world.api.changed(pod);
    return Reply.ok(Bodies.pod(pod));
  }

  private void divert(Call call, ServerPod pod) {
    pod.ready(false);
    world.book.moved(pod, call.sentAt(), world.audit.diverted(call, Reply.ok(Bodies.pod(pod))));
  }

  private void end(Call call, ServerPod pod) {
    if (call.body().path("status").path("phase").asText().equals("Failed")) {
      pod.phase = PodPhase.FAILED;
    }
    world.audit.did(call, Reply.ok(Bodies.pod(pod)));
  }

  private static boolean says(Call call, String type, String status) {
    for (var condition : call.body().path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals(status);
      }
    }
    return false;
  }
}
