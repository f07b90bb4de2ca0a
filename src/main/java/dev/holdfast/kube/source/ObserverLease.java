package dev.holdfast.kube.source;

import dev.holdfast.signal.Vote;
import dev.holdfast.vote.VoteCodec;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replica's lease, which bears its vote.
 *
 * @param process that wrote it last; empty when unwritten
 * @param stamp its renewTime as written, to compare, never to subtract from; absent when unwritten
 * @param vote absent when nobody can read it, or it is not by whom the lease is named for
 * @param changedAt when we saw it change last; absent until then: a lease that was there when we
 *     came may be of a replica that is long gone
 */
public record ObserverLease(
    String name,
    String process,
    @Nullable String stamp,
    @Nullable Vote vote,
    @Nullable Instant changedAt) {
  /** On all leases of observers, and on no other. */
  public static final String LABEL = "holdfast.dev/observer";

  public static final String LABELLED = "true";

  /** The annotation with the vote, as {@link VoteCodec} writes it. */
  public static final String VOTE = "holdfast.dev/vote";

  private static final String PREFIX = "holdfast-observer-";

  /** Name of a replica's lease, in Holdfast's own namespace. */
  public static String nameOf(String replica) {
    return PREFIX + replica;
  }

  /**
   * The same record as before when nothing new was written. What a process gave up after a timeout
   * may still be written after its next vote, and is none. One that was started again counts its
   * votes from one, and any of them is news.
   */
  static ObserverLease read(Lease lease, @Nullable ObserverLease before, Instant now) {
    var meta = Given.metadata(lease);
    var name = Given.text(meta.getName());
    var process = process(lease);
    var stamp = LeaseSignal.stamp(lease);
    @Nullable Vote vote =
        VoteCodec.decode(Given.map(meta.getAnnotations()).get(VOTE))
            .filter(cast -> nameOf(cast.observer()).equals(name))
            .orElse(null);
    if (before == null) return new ObserverLease(name, process, stamp, vote, null);
    if (before.outran(process, vote)) return before;
    boolean same = Objects.equals(before.stamp, stamp) && Objects.equals(before.vote, vote);
    return same ? before : new ObserverLease(name, process, stamp, vote, now);
  }

  private static String process(Lease lease) {
    var spec = lease.getSpec();
    return spec == null ? "" : Given.text(spec.getHolderIdentity());
  }

  private boolean outran(String writer, @Nullable Vote cast) {
    boolean isSameProcess = !process.isEmpty() && process.equals(writer);
    return isSameProcess && vote != null && cast != null && cast.sequence() <= vote.sequence();
  }

  /** Empty while it does not count. */
  Optional<Vote.Cast> cast() {
    return vote == null || changedAt == null
        ? Optional.empty()
        : Optional.of(new Vote.Cast(vote, changedAt));
  }
}
