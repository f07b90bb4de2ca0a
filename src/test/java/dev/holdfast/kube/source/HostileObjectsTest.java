package dev.holdfast.kube.source;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.golden.Sample;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.pass.PolicyPass;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers are total: each part of a real object may be missing, null or empty. */
class HostileObjectsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void noMissingPartOfAPodStopsItsReader() throws Exception {
    var reader = new PodReader();
    var before = reader.read(Recorded.read(Recorded.POD, Pod.class), null, NOW);
    var pods = damaged(Recorded.POD, Pod.class);

    assertThat(pods).hasSizeGreaterThan(300);
    for (var pod : pods) {
      assertThat(reader.read(pod, null, NOW)).isNotNull();
      assertThat(reader.read(pod, before, NOW)).isNotNull();
    }
  }

  @Test
  void noMissingPartOfANodeStopsItsReader() throws Exception {
    var reader = new NodeReader();
    var before = reader.read(Recorded.read(Recorded.NODE, Node.class), null, NOW);
    var nodes = damaged(Recorded.NODE, Node.class);

    assertThat(nodes).hasSizeGreaterThan(100);
    for (var node : nodes) assertThat(reader.read(node, before, NOW)).isNotNull();
  }

  @Test
  void noMissingPartOfALeaseStopsItsReader() throws Exception {
    var leases = damaged(Recorded.LEASE, Lease.class);

    assertThat(leases).hasSizeGreaterThan(20);
    for (var lease : leases) {
      assertThat(LeaseSignal.read(lease, null, NOW)).isNotNull();
      assertThat(ObserverLease.read(lease, null, NOW)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Integer.MAX_VALUE, 0, -1, Long.MIN_VALUE})
  void noNumberInAPodStopsThePassesOfItsPolicy(long number) throws Exception {
    var pod = (ObjectNode) JSON.readTree(Recorded.POD);
    fill(pod, Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
    pod.withObject("/spec").put("terminationGracePeriodSeconds", number);
    pod.withArray("/status/conditions")
        .forEach(condition -> ((ObjectNode) condition).put("status", "False"));
    assertThat(passed(pod)).as("it starts").isNotNull();

    pod.withObject("/metadata").put("deletionTimestamp", "2030-01-01T00:00:00Z");
    assertThat(passed(pod)).as("it is to go").isNotNull();

    pod.withObject("/metadata").put("deletionGracePeriodSeconds", number);
    assertThat(passed(pod)).as("it is to go in that time").isNotNull();
  }

  private static void fill(JsonNode part, int number) {
    if (part instanceof ObjectNode object) {
      for (var name : names(object)) {
        if (object.get(name).isNumber()) object.put(name, number);
      }
    }
    part.forEach(child -> fill(child, number));
  }

  private static PolicyPass.Result passed(JsonNode pod) {
    var signal = new PodReader().read(Recorded.read(pod.toString(), Pod.class), null, NOON);
    var health = Sample.health(Sample.node("{name: n2}"), new Verdict.Healthy(NOON));
    var spec =
        Recorded.yaml(
                "spec: {selector: {matchLabels: {team: payments}}}", HighAvailabilityPolicy.class)
            .getSpec();
    var view = SampleView.of(signal).spec(spec).fleet(Sample.fleet(health)).view();
    return PolicyPass.run(PolicyMemory.EMPTY, view, NOON.plusSeconds(3600));
  }

  @Test
  void emptyOwnersAndClaimsAreRead() {
    var owners = new OwnerReader(new Interner());
    assertThat(owners.deployment(new Deployment()).replicas()).isEqualTo(1);
    assertThat(owners.replicaSet(new ReplicaSet()).replicas()).isEqualTo(1);
    assertThat(owners.statefulSet(new StatefulSet()).replicas()).isEqualTo(1);
    assertThat(owners.replicationController(new ReplicationController()).replicas()).isEqualTo(1);
    assertThat(owners.daemonSet(new DaemonSet()).replicas()).isZero();
    assertThat(owners.job(new Job()).ignoresDisruption()).isFalse();
    assertThat(new ClaimReader(new Interner()).read(new PersistentVolumeClaim()).onePodOnly())
        .isFalse();
  }

  /** Each part damaged in turn, as far as the client lets the result through to a reader. */
  private static <T> List<T> damaged(String whole, Class<T> type) throws Exception {
    return damages(JSON.readTree(whole)).stream().flatMap(text -> parsed(text, type)).toList();
  }

  private static <T> Stream<T> parsed(String text, Class<T> type) {
    try {
      return Stream.of(Recorded.read(text, type));
    } catch (KubernetesClientException notAnObjectOfThatKind) {
      return Stream.empty();
    }
  }

  private static List<String> damages(JsonNode whole) {
    var all = new ArrayList<String>();
    damage(whole, whole, all);
    return all;
  }

  private static void damage(JsonNode whole, JsonNode part, List<String> all) {
    if (part instanceof ObjectNode object) {
      for (var name : names(object)) {
        var value = object.get(name);
        object.remove(name);
        all.add(whole.toString());
        for (var other : replacements()) {
          object.set(name, other);
          all.add(whole.toString());
        }
        object.set(name, value);
        damage(whole, value, all);
      }
    } else if (part instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        var value = array.get(i);
        for (var other : replacements()) {
          array.set(i, other);
          all.add(whole.toString());
        }
        array.set(i, value);
        damage(whole, value, all);
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<JsonNode> replacements() {
    return List.of(
        JSON.nullNode(), JSON.createObjectNode(), JSON.createArrayNode(), JSON.valueToTree(""));
  }
}
