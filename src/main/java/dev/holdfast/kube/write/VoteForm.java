package dev.holdfast.kube.write;

import dev.holdfast.kube.source.ObserverLease;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.VoteCodec;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;

/** How a vote is written as a Lease. */
final class VoteForm {
  static Lease of(Vote vote, VoteLease.Seat seat, Instant now) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(seat.namespace())
        .withName(ObserverLease.nameOf(vote.observer()))
        .addToLabels(ObserverLease.LABEL, ObserverLease.LABELLED)
        .addToAnnotations(ObserverLease.VOTE, VoteCodec.encode(vote))
        .withOwnerReferences(seat.pod().get().map(VoteForm::owner).stream().toList())
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(seat.process())
        .withRenewTime(now.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  /** Kubernetes collects what a killed replica leaves, and only what belongs to that very pod. */
  private static OwnerReference owner(PodRef pod) {
    return new OwnerReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Pod")
        .withName(pod.name())
        .withUid(pod.uid())
        .build();
  }

  private VoteForm() {}
}
