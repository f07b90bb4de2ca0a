package dev.holdfast.it;

import static dev.holdfast.kit.HostNetwork.KUBELET_PORT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.net.Loss;
import dev.holdfast.kit.net.Network;
import dev.holdfast.kit.net.OnNetwork;
import dev.holdfast.kit.net.PodAnswer;
import dev.holdfast.kit.net.Port;
import dev.holdfast.kit.net.Traffic;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test kit's network fails as networks do, between real processes in namespaces. */
@Tag("integration")
@OnNetwork
class KitNetworkIT {
  private static final int PATIENCE_MILLIS = 600;
  private static final int WEB = 8080;

  @Test
  void aCrashedHostIsSilentItsNodeNotReadyAndItsPodDead(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    assertThat(kubelet(host)).contains("200 OK");
    assertThat(host.node().getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort())
        .isEqualTo(KUBELET_PORT);

    host.crash();
    assertSilent(host.address(), KUBELET_PORT);
    assertSilent(address(pod), WEB);
    scene.eventually().until("the node is not Ready", () -> !ready(host));

    host.comeBack();
    scene.eventually().until("the node is Ready", () -> ready(host));
    scene.eventually().until("the pod answers", () -> answer(pod).contains("200 OK"));
  }

  @Test
  void aHostBehindACutRunsOnAndIsBackWithoutARestart(Scene scene, Network network)
      throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    var traffic = new Traffic(scene.client(), scene.namespace());
    traffic.service("web", WEB);
    scene.eventually().until("traffic goes to the pod", () -> sends(traffic, pod));

    host.cutOff();
    assertSilent(address(pod), WEB);
    assertThat(network.station(host.name()).processes())
        .as("kubelet and pods run on")
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(ProcessHandle::isAlive);
    scene.eventually().until("no traffic goes to the pod", () -> !sends(traffic, pod));
    assertThat(network.station(host.name()).processes()).hasSizeGreaterThanOrEqualTo(2);

    var before = network.station(host.name()).processes();
    host.comeBack();
    scene.eventually().until("traffic goes to the pod again", () -> sends(traffic, pod));
    assertThat(answer(pod)).contains("200 OK");
    assertThat(network.station(host.name()).processes()).containsExactlyElementsOf(before);
  }

  @Test
  void whoIsCutOffFromOneIsReachedByAllOthers(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    var partial = network.between(network.tester(), port(network, host));
    assertSilent(host.address(), KUBELET_PORT);
    assertSilent(address(pod), WEB);
    scene.eventually().stays("the node is Ready", Duration.ofSeconds(8), () -> ready(host));
    partial.heal();
    assertThat(kubelet(host)).contains("200 OK");
  }

  @Test
  void aOneWayCutSilencesWhoIsNotHeard(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var plane = network.planeStation().port();
    var unheard = network.oneWay(port(network, host), plane);
    scene.eventually().until("the node is not Ready", () -> !ready(host));
    assertThat(kubelet(host)).as("whom we hear").contains("200 OK");
    unheard.heal();
    var deaf = network.oneWay(network.tester(), port(network, host));
    assertSilent(host.address(), KUBELET_PORT);
    deaf.heal();
    scene.eventually().until("the node is Ready", () -> ready(host));
  }

  @Test
  void aFirewallSilencesOnePortOnly(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    var firewall = network.firewall(port(network, host), KUBELET_PORT);
    assertSilent(host.address(), KUBELET_PORT);
    assertThat(answer(pod)).contains("200 OK");
    assertThat(ready(host)).isTrue();
    firewall.heal();
    assertThat(kubelet(host)).contains("200 OK");
  }

  @Test
  void aDeadKubeletRefusesAndAFrozenOneHangsWhileThePodAnswers(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);

    host.freeze();
    assertThatThrownBy(() -> kubelet(host))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read");
    assertThat(answer(pod)).contains("200 OK");
    host.thaw();
    assertThat(kubelet(host)).contains("200 OK");

    host.loseKubelet();
    assertThatThrownBy(() -> kubelet(host)).isInstanceOf(ConnectException.class);
    assertThat(answer(pod)).contains("200 OK");
    host.comeBack();
    scene.eventually().until("the kubelet answers", () -> kubelet(host).contains("200 OK"));
  }

  @Test
  void aPodAnswersAsItIsToldWhateverItsKubeletSays(Scene scene) throws Exception {
    scene.hosts("a");
    var pod = web(scene);
    assertThat(answer(pod)).contains("200 OK");

    scene.annotate(pod, PodAnswer.ANNOTATION, PodAnswer.FAIL.value());
    scene.eventually().until("it fails", () -> answer(pod).contains("500 Internal"));

    scene.annotate(pod, PodAnswer.ANNOTATION, PodAnswer.HANG.value());
    scene.eventually().untilAsserted("it hangs", () -> assertHangs(pod));

    scene.annotate(pod, PodAnswer.ANNOTATION, PodAnswer.REFUSE.value());
    scene.eventually().untilAsserted("nobody listens", () -> assertRefuses(pod));
    assertThat(scene.client().resource(pod).isReady()).isTrue();

    scene.client().resource(pod).delete();
    scene.eventually().until("the pod is gone", () -> scene.pods("web").isEmpty());
    assertRefuses(pod);
  }

  @Test
  void aMarkOfNotReadyTakesTrafficAwayUntilAKubeletThatLivesTakesItBack(Scene scene)
      throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    var traffic = new Traffic(scene.client(), scene.namespace());
    traffic.service("web", WEB);
    scene.eventually().until("traffic goes to the pod", () -> sends(traffic, pod));

    host.cutOff();
    mark(scene, pod);
    scene.eventually().until("no traffic goes to it", () -> !sends(traffic, pod));

    host.comeBack();
    scene.eventually().until("traffic goes to it again", () -> sends(traffic, pod));
  }

  @Test
  void aLossyLinkLosesSomePacketsAndDeliversSome(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var lossy = network.lossy(port(network, host), new Loss(0.5));
    var answered = IntStream.range(0, 40).filter(i -> connects(host)).count();
    assertThat(answered).isBetween(1L, 39L);
    lossy.heal();
    assertThat(IntStream.range(0, 40).allMatch(i -> connects(host))).isTrue();
  }

  @Test
  void aSlowLinkTakesItsTimeEachWay(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = web(scene);
    var eachWay = Duration.ofMillis(150);
    var slow = network.slow(network.station(host.name()), eachWay);
    assertThat(timeToConnect(host.address(), KUBELET_PORT)).isGreaterThan(eachWay.multipliedBy(2));
    assertThat(timeToConnect(address(pod), WEB)).isGreaterThan(eachWay.multipliedBy(2));
    assertThat(ready(host)).isTrue();
    slow.heal();
    assertThat(answer(pod)).contains("200 OK");
  }

  private static Duration timeToConnect(String address, int port) throws IOException {
    var start = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** As the operator does, for pods of a host that it does not reach. */
  private static void mark(Scene scene, Pod pod) {
    scene
        .client()
        .pods()
        .inNamespace(scene.namespace())
        .withName(pod.getMetadata().getName())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}");
  }

  private static Pod web(Scene scene) {
    scene.running(scene.workloads().barePod("web", PodPart.listening(WEB)));
    return scene.pods("web").getFirst();
  }

  private static String address(Pod pod) {
    return pod.getStatus().getPodIP();
  }

  private static boolean sends(Traffic traffic, Pod pod) {
    return traffic.to("web").contains(address(pod));
  }

  private static Port port(Network network, FakeHost host) {
    return network.station(host.name()).port();
  }

  private static boolean ready(FakeHost host) {
    return host.node().getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static boolean connects(FakeHost host) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.address(), KUBELET_PORT), 100);
      return true;
    } catch (IOException lost) {
      return false;
    }
  }

  private static void assertSilent(String address, int port) {
    assertThatThrownBy(() -> answer(address, port))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Connect");
  }

  private static void assertHangs(Pod pod) {
    assertThatThrownBy(() -> answer(pod))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read");
  }

  private static void assertRefuses(Pod pod) {
    assertThatThrownBy(() -> answer(pod)).isInstanceOf(ConnectException.class);
  }

  private static String kubelet(FakeHost host) throws IOException {
    return answer(host.address(), KUBELET_PORT);
  }

  private static String answer(Pod pod) throws IOException {
    return answer(address(pod), WEB);
  }

  /** What a plain HTTP client sees. */
  private static String answer(String address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
