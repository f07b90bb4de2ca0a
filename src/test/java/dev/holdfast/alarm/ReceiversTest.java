package dev.holdfast.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.alarm.Post.Names;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import dev.holdfast.api.AlarmChannel.ServiceName;
import dev.holdfast.api.AlarmChannel.Slack;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Dispatch;
import dev.holdfast.notice.Situation;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiversTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Origin WEB =
      new Origin("HighAvailabilityPolicy", "shop", "web", "u-1", "shop");
  private static final SecretEntry KEY = new SecretEntry("hook", "key");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new HttpReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void alertmanagerIsToldInItsOwnForm() throws IOException {
    assertThat(tell(alertmanager(receiver.url()), firing(), "127.0.0.0/8")).isEmpty();
    var taken = receiver.taken().getFirst();
    assertThat(taken.path()).isEqualTo("/api/v2/alerts");
    var alert = new ObjectMapper().readTree(taken.body()).get(0);
    assertThat(alert.at("/labels/alertname").asText()).isEqualTo("HoldfastFaultDetected");
    assertThat(alert.at("/labels/namespace").asText()).isEqualTo("shop");
    assertThat(alert.at("/labels/severity").asText()).isEqualTo("warning");
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo("https://wiki/FaultDetected.md");
    assertThat(alert.at("/startsAt").asText()).isEqualTo(NOON.toString());
    assertThat(alert.at("/endsAt").asText()).isEqualTo(NOON.plus(AlertForm.STANDS).toString());
  }

  @Test
  void anAlertThatIsOverEndsWhenItWasOverUnderTheSameLabels() throws IOException {
    tell(alertmanager(receiver.url()), firing(), "127.0.0.0/8");
    tell(alertmanager(receiver.url()), over(), "127.0.0.0/8");
    var alerts =
        receiver.taken().stream()
            .map(taken -> new String(taken.body(), UTF_8))
            .map(ReceiversTest::alert)
            .toList();
    assertThat(alerts.get(1).get("labels")).isEqualTo(alerts.get(0).get("labels"));
    assertThat(alerts.get(1).at("/endsAt").asText()).isEqualTo(NOON.plusSeconds(9).toString());
    assertThat(alerts.get(1).at("/annotations/description").asText()).isEqualTo("recovered");
  }

  private static com.fasterxml.jackson.databind.JsonNode alert(String body) {
    try {
      return new ObjectMapper().readTree(body).get(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void allReplicasOfAServiceAreToldAndOneThatTookItIsEnough() throws IOException {
    var both =
        new AlarmChannel(
            new Alertmanager(null, List.of("http://127.0.0.1:" + nobody(), receiver.url())),
            null,
            null);
    assertThat(tell(both, firing(), "127.0.0.0/8")).isEmpty();
    names.put("alertmanager.monitoring.svc", "127.0.0.1");
    assertThat(tell(service("monitoring"), firing())).isEmpty();
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
    names.put("alertmanager.kube-system.svc", "127.0.0.1");
    assertThat(tell(service("kube-system"), firing())).get().asString().contains("kube-system");
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void cloudEventsAreReadByTheOfficialSdkAndSigned() {
    secrets.put("shop/hook/key", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(tell(hook(receiver.url() + "/ha", KEY), firing(), "127.0.0.0/8")).isEmpty();
    var taken = receiver.taken().getFirst();
    var event = event(taken);
    assertThat(event.getType()).isEqualTo("dev.holdfast.alarm.firing");
    assertThat(event.getSource().toString())
        .isEqualTo("/apis/holdfast.dev/v1alpha1/namespaces/shop/highavailabilitypolicies/web");
    assertThat(event.getSubject()).isEqualTo("Deployment/web");
    assertThat(taken.header("webhook-id")).isEqualTo(event.getId());
    assertThat(taken.header("webhook-signature")).startsWith("v1,");
  }

  @Test
  void whatIsSentAgainHasTheSameIdAndWhatIsNewAnother() {
    tell(hook(receiver.url(), null), firing(), "127.0.0.0/8");
    tell(hook(receiver.url(), null), firing(), "127.0.0.0/8");
    tell(hook(receiver.url(), null), over(), "127.0.0.0/8");
    var ids = receiver.taken().stream().map(taken -> event(taken).getId()).toList();
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
  }

  private static CloudEvent event(HttpReceiver.Taken taken) {
    return HttpMessageFactory.createReaderFromMultimap(taken.headers(), taken.body()).toEvent();
  }

  @Test
  void whatASecretHoldsIsNeverShown() {
    secrets.put("shop/hook/key", "https://user:hunter2 @hooks.example.com/T0/B0");
    assertThat(tell(slack(), firing())).get().asString().doesNotContain("hunter2");
  }

  @Test
  void slackIsToldWithWhatItWouldReadAsMarkupEscaped() {
    secrets.put("shop/hook/key", receiver.url() + "/services/T0");
    assertThat(tell(slack(), firing(), "127.0.0.0/8")).isEmpty();
    var text = new String(receiver.taken().getFirst().body(), UTF_8);
    assertThat(text).contains("pod a: &lt;!channel&gt;").doesNotContain("<!channel>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1", "https://[::1]", "https://inside.example.com"})
  void anAddressInsideIsRefusedUnderWhateverName(String url) {
    names.put("inside.example.com", "127.0.0.1");
    assertThat(tell(hook(url + ":" + receiver.port(), null), firing()))
        .get()
        .asString()
        .contains("inside the cluster's network");
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void plainHttpIsRefusedUnlessTheAddressIsNamed() {
    names.put("out.example.com", "1.1.1.1");
    assertThat(tell(hook("http://out.example.com/", null), firing()))
        .get()
        .asString()
        .contains("use https");
  }

  /** A name that is checked as one address and connected to as another. */
  @Test
  void aNameThatChangesItsMeaningBetweenCheckAndConnectionReachesNothing() {
    var asked = new AtomicInteger();
    var post =
        new Post(
            host ->
                new InetAddress[] {
                  InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "1.1.1.1")
                },
            new AllowedAddresses(List.of())::contains,
            "inside");
    try (post) {
      var letter = new Letter("application/json", "{}");
      var trouble =
          post.send(java.net.URI.create("http://rebound.example.com:" + receiver.port()), letter);
      assertThat(trouble).get().asString().contains("inside");
      assertThat(asked).hasValue(1);
    }
    assertThat(receiver.taken()).isEmpty();
  }

  /** The second answer is another address of this machine, where nobody listens. */
  @Test
  void overHttpTooANameIsResolvedOnce() {
    var asked = new AtomicInteger();
    Names rebinding =
        host ->
            new InetAddress[] {
              InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
            };
    var to = hook("http://rebound.example.com:" + receiver.port(), null);
    assertThat(tell(rebinding, to, firing(), "127.0.0.0/8")).isEmpty();
    assertThat(asked).hasValue(1);
    assertThat(receiver.taken()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://out.example.com/services/T0, use https",
    "//out.example.com/services/T0, neither with https",
    "ftp://out.example.com/services/T0, neither with https",
  })
  void aSecretUrlOfAnotherSchemeThanHttpsGoesNowhere(String url, String why) {
    names.put("out.example.com", "1.1.1.1");
    secrets.put("shop/hook/key", url);
    assertThat(tell(slack(), firing())).get().asString().contains(why);
  }

  @Test
  void aKeyThatIsNoneIsNotQuoted() {
    secrets.put("shop/hook/key", "whsec_MfKQ9r8G!YqrT");
    assertThat(tell(hook(receiver.url(), KEY), firing(), "127.0.0.0/8"))
        .contains("the signature's key is not base64 behind whsec_");
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void anAnswerThatNeverEndsCountsByItsFirstLine() throws IOException {
    try (var endless =
        new Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nmore\r\n")) {
      var trouble =
          assertTimeout(
              Post.PATIENCE.dividedBy(2),
              () -> tell(hook(endless.url(), null), firing(), "127.0.0.0/8"));
      assertThat(trouble).isEmpty();
    }
  }

  @Test
  void aHeadThatNeverEndsIsNotHeldInMemory() throws IOException {
    try (var endless = new Endless("HTTP/1.1 200 OK\r\nX-More: ", "and more ")) {
      assertThat(tell(hook(endless.url(), null), firing(), "127.0.0.0/8"))
          .contains("MessageConstraintException");
    }
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var other = new HttpReceiver()) {
      receiver.redirectsTo(other.url());
      assertThat(tell(hook(receiver.url(), null), firing(), "127.0.0.0/8"))
          .contains("it answered 307");
      assertThat(other.taken()).isEmpty();
    }
  }

  @Test
  void aRefusalSaysNoMoreThanItsCode() {
    receiver.answersWith(503);
    assertThat(tell(hook(receiver.url(), null), firing(), "127.0.0.0/8"))
        .contains("it answered 503");
  }

  private Optional<String> tell(AlarmChannel channel, Dispatch dispatch, String... allowed) {
    return tell(this::resolve, channel, dispatch, allowed);
  }

  private Optional<String> tell(
      Names resolver, AlarmChannel channel, Dispatch dispatch, String... allowed) {
    try (var receivers =
        new Receivers(
            resolver,
            new AllowedAddresses(List.of(allowed)),
            Set.of("monitoring"),
            this::secret,
            new Runbooks("https://wiki"),
            () -> NOON)) {
      return receivers.tell(WEB, channel, dispatch);
    }
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName(names.getOrDefault(host, host))};
  }

  private byte[] secret(String namespace, SecretEntry entry) throws Secrets.Unreadable {
    var found = secrets.get(namespace + "/" + entry.name() + "/" + entry.key());
    if (found == null) throw new Secrets.Unreadable("no such Secret");
    return found.getBytes(UTF_8);
  }

  private static AlarmChannel alertmanager(String url) {
    return new AlarmChannel(new Alertmanager(null, List.of(url)), null, null);
  }

  private AlarmChannel service(String namespace) {
    var name = new ServiceName("alertmanager", namespace, receiver.port(), null);
    return new AlarmChannel(new Alertmanager(name, null), null, null);
  }

  private static AlarmChannel hook(String url, @org.jspecify.annotations.Nullable SecretEntry key) {
    return new AlarmChannel(null, new CloudEvents(url, key), null);
  }

  private static AlarmChannel slack() {
    return new AlarmChannel(null, null, new Slack(KEY));
  }

  private static Dispatch firing() {
    return journal().due(NOON).getFirst();
  }

  private static Dispatch over() {
    var told = journal().after(List.of(firing().taken()), NOON);
    var ended =
        new Situation(
            About.policy("shop", "web"), List.of(), Map.of(LOST.key(), "recovered"), null);
    return told.after(ended, List.of("c"), NOON.plusSeconds(9)).due(NOON.plusSeconds(9)).getFirst();
  }

  private static final Alarm LOST =
      new Alarm(
          AlarmReason.FaultDetected,
          "Deployment/web",
          "NodeLost",
          "pod a: <!channel> & co",
          "look");

  private static AlarmJournal journal() {
    return AlarmJournal.EMPTY.after(
        new Situation(About.policy("shop", "web"), List.of(LOST), Map.of(), null),
        List.of("c"),
        NOON);
  }
}
