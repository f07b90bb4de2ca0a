package dev.holdfast.signal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod, reduced to what decisions read. Instants are arrival times of our own steady clock, except
 * {@code createdAt}, which is the API server's and is only ever compared with its like.
 *
 * @param node where it is bound; absent while it is not
 * @param owner its controller; absent for a bare pod
 * @param everReady it has been ready since its containers last started
 * @param readyEdgeAt when {@code ready} last changed, or when the pod was first seen
 * @param startedAt when its containers were last seen to (re)start, or when it was first seen
 * @param waiting why a container waits ({@code CrashLoopBackOff}, {@code ImagePullBackOff}, …)
 * @param reason why it is not scheduled, or why it failed ({@code Evicted}), with the message
 * @param address its IP address; absent while it has none
 * @param claims names of the claims that it mounts for writing
 * @param hold the veto that somebody wrote on it
 * @param restarts restarts of all its containers, as the kubelet counts them
 */
public record PodSignal(
    String namespace,
    String name,
    String uid,
    Map<String, String> labels,
    @Nullable String node,
    @Nullable OwnerRef owner,
    PodShape shape,
    PodPhase phase,
    boolean ready,
    boolean everReady,
    Instant createdAt,
    Instant seenAt,
    Instant readyEdgeAt,
    Instant startedAt,
    int restarts,
    RestartHistory history,
    @Nullable String waiting,
    @Nullable String reason,
    @Nullable String address,
    List<String> claims,
    @Nullable String hold,
    @Nullable Deleting deleting) {

  public PodRef ref() {
    return new PodRef(namespace, name, uid);
  }

  public boolean isOn(String nodeName) {
    return nodeName.equals(node);
  }

  public boolean isDeleting() {
    return deleting != null;
  }

  /** Neither finished nor on its way out: it counts for its workload. */
  public boolean isActive() {
    return !isDeleting() && !phase.isTerminal();
  }
}
