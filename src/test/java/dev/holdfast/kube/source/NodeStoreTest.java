package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.NodeSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeStoreTest {
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final Instant start = now;
  private final StoreFeed feed = new StoreFeed(() -> now, new Deaf());

  private void seconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private static Node node(String uid) {
    return Recorded.yaml("metadata: {name: n1, uid: %s}".formatted(uid), Node.class);
  }

  private static Lease lease(String second) {
    return Recorded.yaml(
        """
        metadata: {namespace: kube-node-lease, name: n1}
        spec: {renewTime: "2020-01-01T00:00:%s.000000Z"}
        """
            .formatted(second),
        Lease.class);
  }

  private NodeSignal stored() {
    return feed.nodes.find("n1").orElseThrow();
  }

  @Test
  void aRenewalIsDatedByItsArrival() {
    feed.arrive(node("u"));
    seconds(10);
    feed.arrive(lease("01"));
    seconds(10);
    feed.arrive(lease("02"));

    assertThat(stored().leaseRenewedAt()).isEqualTo(start.plusSeconds(20));
    assertThat(stored().leaseStamp()).contains(":02");
    assertThat(feed.nodes.lastLeaseEventAt()).contains(start.plusSeconds(20));
  }

  @Test
  void aLeaseThatIsOnlySeenAgainIsNotRenewed() {
    feed.arrive(node("u"));
    feed.arrive(lease("01"));
    seconds(60);
    feed.arrive(lease("01"));

    assertThat(stored().leaseRenewedAt()).isEqualTo(start);
    assertThat(feed.nodes.lastLeaseEventAt()).contains(start);
  }

  @Test
  void aLeaseThatCameBeforeItsNodeIsJoined() {
    feed.arrive(lease("01"));
    seconds(5);
    feed.arrive(node("u"));

    assertThat(stored().leaseStamp()).contains(":01");
    assertThat(stored().leaseRenewedAt()).isEqualTo(start.plusSeconds(5));
  }

  @Test
  void aChangeOfTheNodeKeepsItsLease() {
    feed.arrive(node("u"));
    seconds(10);
    feed.arrive(lease("01"));
    seconds(10);
    feed.arrive(
        Recorded.yaml("{metadata: {name: n1, uid: u}, spec: {unschedulable: true}}", Node.class));

    assertThat(stored().unschedulable()).isTrue();
    assertThat(stored().leaseRenewedAt()).isEqualTo(start.plusSeconds(10));
  }

  @Test
  void aNamesakesSilenceCountsFromWhenItWasSeen() {
    feed.arrive(node("u"));
    feed.arrive(lease("01"));
    seconds(300);
    feed.arrive(node("other"));

    assertThat(stored().uid()).isEqualTo("other");
    assertThat(stored().leaseRenewedAt()).isEqualTo(start.plusSeconds(300));
  }

  @Test
  void aDeletedLeaseLeavesTheLastRenewalStanding() {
    feed.arrive(node("u"));
    seconds(10);
    feed.arrive(lease("01"));
    feed.leave(lease("01"));

    assertThat(stored().leaseStamp()).isNull();
    assertThat(stored().leaseRenewedAt()).isEqualTo(start.plusSeconds(10));
  }

  @Test
  void aDeletedNodeIsGone() {
    feed.arrive(node("u"));
    feed.leave(node("u"));
    feed.arrive(lease("01"));

    assertThat(feed.nodes.find("n1")).isEmpty();
    assertThat(feed.nodes.all()).isEmpty();
    assertThat(feed.nodes.size()).isZero();
  }
}
