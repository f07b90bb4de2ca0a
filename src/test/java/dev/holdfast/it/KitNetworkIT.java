package dev.holdfast.it;

import static dev.holdfast.kit.HostNetwork.KUBELET_PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.net.Loss;
import dev.holdfast.kit.net.Network;
import dev.holdfast.kit.net.OnNetwork;
import dev.holdfast.kit.net.Port;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test kit's network fails as networks do, between real processes in namespaces. */
@Tag("integration")
@OnNetwork
class KitNetworkIT {
  @Test
  void aCrashedHostIsSilentItsNodeNotReadyAndItsPodDead(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    awaitKubelet(scene, host);
    assertThat(host.node().getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort())
        .isEqualTo(KUBELET_PORT);

    host.crash();
    assertSilent(host.address(), KUBELET_PORT);
    assertSilent(web.address(), WebPod.PORT);
    scene.eventually().until("the node is not Ready", () -> !ready(host));

    host.comeBack();
    scene.eventually().until("the node is Ready", () -> ready(host));
    scene.eventually().until("the pod answers", web::answersOk);
  }

  @Test
  void aHostBehindACutRunsOnAndIsBackWithoutARestart(Scene scene, Network network)
      throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    scene.eventually().until("traffic goes to the pod", web::getsTraffic);

    host.cutOff();
    assertSilent(web.address(), WebPod.PORT);
    assertThat(network.station(host.name()).processes())
        .as("kubelet and pods run on")
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(ProcessHandle::isAlive);
    scene.eventually().until("no traffic goes to the pod", () -> !web.getsTraffic());
    assertThat(network.station(host.name()).processes()).hasSizeGreaterThanOrEqualTo(2);

    var before = network.station(host.name()).processes();
    host.comeBack();
    scene.eventually().until("traffic goes to the pod again", web::getsTraffic);
    scene.eventually().until("the pod answers", web::answersOk);
    assertThat(network.station(host.name()).processes()).containsExactlyElementsOf(before);
  }

  @Test
  void whoIsCutOffFromOneIsReachedByAllOthers(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    var partial = network.between(network.tester(), port(network, host));
    assertSilent(host.address(), KUBELET_PORT);
    assertSilent(web.address(), WebPod.PORT);
    scene.eventually().stays("the node is Ready", Duration.ofSeconds(8), () -> ready(host));
    partial.heal();
    awaitKubelet(scene, host);
  }

  @Test
  void aOneWayCutSilencesWhoIsNotHeard(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var plane = network.planeStation().port();
    var unheard = network.oneWay(port(network, host), plane);
    scene.eventually().until("the node is not Ready", () -> !ready(host));
    awaitKubelet(scene, host); // whom we hear
    unheard.heal();
    var deaf = network.oneWay(network.tester(), port(network, host));
    assertSilent(host.address(), KUBELET_PORT);
    deaf.heal();
    scene.eventually().until("the node is Ready", () -> ready(host));
  }

  @Test
  void aFirewallSilencesOnePortOnly(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    var firewall = network.firewall(port(network, host), KUBELET_PORT);
    assertSilent(host.address(), KUBELET_PORT);
    scene.eventually().until("the pod answers", web::answersOk);
    assertThat(ready(host)).isTrue();
    firewall.heal();
    awaitKubelet(scene, host);
  }

  @Test
  void aDeadKubeletRefusesAndAFrozenOneHangsWhileThePodAnswers(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);

    host.freeze();
    assertThatThrownBy(() -> kubelet(host))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read");
    scene.eventually().until("the pod answers", web::answersOk);
    host.thaw();
    awaitKubelet(scene, host);

    host.loseKubelet();
    assertThatThrownBy(() -> kubelet(host)).isInstanceOf(ConnectException.class);
    scene.eventually().until("the pod answers", web::answersOk);
    host.comeBack();
    awaitKubelet(scene, host);
  }

  @Test
  void aLossyLinkLosesSomePacketsAndDeliversSome(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var lossy = network.lossy(port(network, host), new Loss(0.5));
    assertThat(connectionsOf(host, 40)).isBetween(1L, 39L);
    lossy.heal();
    scene.eventually().until("nothing is lost", () -> connectionsOf(host, 20) == 20);
  }

  @Test
  void aSlowLinkTakesItsTimeEachWay(Scene scene, Network network) throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    var eachWay = Duration.ofMillis(150);
    var slow = network.slow(network.station(host.name()), eachWay);
    assertThat(Caller.timeToConnect(host.address(), KUBELET_PORT))
        .isGreaterThan(eachWay.multipliedBy(2));
    assertThat(Caller.timeToConnect(web.address(), WebPod.PORT))
        .isGreaterThan(eachWay.multipliedBy(2));
    assertThat(ready(host)).isTrue();
    slow.heal();
    scene.eventually().until("the pod answers", web::answersOk);
  }

  private static long connectionsOf(FakeHost host, int attempts) {
    return IntStream.range(0, attempts)
        .filter(attempt -> Caller.connects(host.address(), KUBELET_PORT))
        .count();
  }

  private static Port port(Network network, FakeHost host) {
    return network.station(host.name()).port();
  }

  private static boolean ready(FakeHost host) {
    return host.node().getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static void assertSilent(String address, int port) {
    assertThatThrownBy(() -> Caller.answer(address, port))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Connect");
  }

  /** One that answers may take longer to do so, on a busy machine, than a caller waits. */
  private static void awaitKubelet(Scene scene, FakeHost host) {
    scene.eventually().until("the kubelet answers", () -> kubelet(host).contains("200 OK"));
  }

  private static String kubelet(FakeHost host) throws IOException {
    return Caller.answer(host.address(), KUBELET_PORT);
  }
}
