package dev.holdfast.alarm;

import static dev.holdfast.alarm.Outpost.LOOPBACK;
import static dev.holdfast.alarm.SampleAlarm.firing;
import static dev.holdfast.alarm.SampleAlarm.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alarm.Post.Names;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.api.AlarmChannel.ServiceName;
import dev.holdfast.kit.HttpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may name a receiver reaches nothing with it that the administrator did not allow. */
class ReceiverReachTest {
  @AutoClose private final Outpost outpost = Outpost.open();
  private final HttpReceiver receiver = outpost.receiver();

  @Test
  void allReplicasOfAServiceAreToldAndOneThatTookItIsEnough() throws IOException {
    var urls = List.of("http://127.0.0.1:" + nobody(), receiver.url());
    var both = new AlarmChannel(new Alertmanager(null, urls), null, null);
    assertThat(outpost.tell(both, firing(), LOOPBACK)).isEmpty();
    outpost.name("alertmanager.monitoring.svc", "127.0.0.1");
    assertThat(outpost.tell(service("monitoring"), firing())).isEmpty();
    assertThat(receiver.taken()).hasSize(2);
  }

  /** A port that nobody listens on any more. */
  private static int nobody() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aServiceInANamespaceThatIsNotAllowedIsNotTold() {
    outpost.name("alertmanager.kube-system.svc", "127.0.0.1");
    assertThat(outpost.tell(service("kube-system"), firing()))
        .get()
        .asString()
        .contains("kube-system");
    assertThat(receiver.taken()).isEmpty();
  }

  private AlarmChannel service(String namespace) {
    var name = new ServiceName("alertmanager", namespace, receiver.port(), null);
    return new AlarmChannel(new Alertmanager(name, null), null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1", "https://[::1]", "https://inside.example.com"})
  void anAddressInsideIsRefusedUnderWhateverName(String url) {
    outpost.name("inside.example.com", "127.0.0.1");
    assertThat(outpost.tell(hook(url + ":" + receiver.port()), firing()))
        .get()
        .asString()
        .contains("inside the cluster's network");
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void plainHttpIsRefusedUnlessTheAddressIsNamed() {
    outpost.name("out.example.com", "1.1.1.1");
    assertThat(outpost.tell(hook("http://out.example.com/"), firing()))
        .get()
        .asString()
        .contains("use https");
  }

  /** A name that is checked as one address and connected to as another. */
  @Test
  void aNameThatChangesItsMeaningBetweenCheckAndConnectionReachesNothing() {
    var asked = new AtomicInteger();
    var allowed = new AllowedAddresses(List.of());
    try (var post = new Post(first("127.0.0.1", "1.1.1.1", asked), allowed::contains, "inside")) {
      var letter = new Letter("application/json", "{}");
      var trouble = post.send(URI.create("http://rebound.example.com:" + receiver.port()), letter);
      assertThat(trouble).get().asString().contains("inside");
      assertThat(asked).hasValue(1);
    }
    assertThat(receiver.taken()).isEmpty();
  }

  /** The second answer is another address of this machine, where nobody listens. */
  @Test
  void overHttpTooANameIsResolvedOnce() {
    var asked = new AtomicInteger();
    var rebinding = first("127.0.0.1", "127.0.0.2", asked);
    var to = hook("http://rebound.example.com:" + receiver.port());
    assertThat(outpost.tell(rebinding, to, firing(), LOOPBACK)).isEmpty();
    assertThat(asked).hasValue(1);
    assertThat(receiver.taken()).hasSize(1);
  }

  /** Who asks again is told another address. */
  private static Names first(String address, String another, AtomicInteger asked) {
    return host ->
        new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? address : another)};
  }
}
