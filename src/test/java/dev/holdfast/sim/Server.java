package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;

/** Answers Holdfast's requests as an API server does, and tells the oracle of each change. */
final class Server {
  private static final Route.Response UNAVAILABLE =
      Reply.refused(Reply.UNAVAILABLE, "the server is overloaded").sent();

  private final World world;
  private final PodDesk pods;
  private final NodeDesk nodes;
  private final PolicyDesk policies;

  Server(World world) {
    this.world = world;
    this.pods = new PodDesk(world);
    this.nodes = new NodeDesk(world);
    this.policies = new PolicyDesk(world);
  }

  /** It did nothing. */
  static Route.Response unavailable() {
    return UNAVAILABLE;
  }

  Route.Response answer(HttpRequest request, Instant sentAt) {
    return answer(Call.of(request, sentAt)).sent();
  }

  private Reply answer(Call call) {
    return switch (call.what()) {
      case "get pods" -> found(call, world.api.named(call.name()).map(Bodies::pod));
      case "get nodes" -> found(call, world.api.find(call.name()).map(Bodies::node));
      case "get leases" -> found(call, world.api.find(call.name()).map(Bodies::lease));
      case "get configmaps" ->
          found(call, Optional.of(call).filter(c -> world.api.isStopped()).map(Bodies::stop));
      case "get highavailabilitypolicies" -> found(call, policies.find(call.name()));
      case "delete pods" -> pods.delete(call);
      case "create pods/eviction" -> pods.evict(call);
      case "patch pods/status" -> pods.patchStatus(call);
      case "patch nodes" -> nodes.patch(call);
      case "update highavailabilitypolicies/status" -> policies.updateStatus(call);
      default -> throw new IllegalArgumentException("nobody answers " + call);
    };
  }

  private static Reply found(Call call, Optional<? extends JsonNode> object) {
    return object.<Reply>map(Reply::ok).orElseGet(() -> notFound(call));
  }

  static Reply notFound(Call call) {
    return Reply.refused(
        Reply.NOT_FOUND, "%s \"%s\" not found".formatted(call.resource(), call.name()));
  }
}
