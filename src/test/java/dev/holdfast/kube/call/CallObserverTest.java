package dev.holdfast.kube.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that Holdfast uses, against a server that answers as the name of a node says. */
class CallObserverTest {
  /** Of requests that are not answered; those that are may take longer on a busy machine. */
  private static final int SHORT = 300;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final CallObserver observer = new CallObserver(this::add, nanos::get);
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", CallObserverTest::answer);
    server.start();
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor(CallObserver.NAME, observer))
            .build();
  }

  private void add(String verb, String resource, int code) {
    told.add(verb + " " + resource + " " + code);
  }

  /** "silent" gets no answer before the client gives up. */
  private static void answer(HttpExchange exchange) throws IOException {
    var name = exchange.getRequestURI().getPath().replaceAll(".*/", "");
    if (name.equals("silent")) return;
    var body = "{\"kind\": \"Node\", \"apiVersion\": \"v1\", \"metadata\": {}}".getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(Integer.parseInt(name), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void eachAnswerIsToldOnceAlsoByAClientMadeOfThisOne() {
    client.nodes().withName("200").get();
    client.nodes().withName("404").get();
    assertFails(client, "403");
    made(request()).nodes().withName("201").get();

    assertThat(told)
        .containsExactly("get nodes 200", "get nodes 404", "get nodes 403", "get nodes 201");
  }

  @Test
  void eachTryIsTold() {
    assertFails(made(twice()), "503");

    assertThat(told).containsExactly("get nodes 503", "get nodes 503");
  }

  @Test
  void aRequestWithoutAnswerIsToldWhenNobodyWaitsForItAnyMore() {
    assertFails(made(request().withRequestTimeout(SHORT)), "silent");
    client.nodes().withName("200").get();
    assertThat(told).containsExactly("get nodes 200");

    nanos.addAndGet(CallObserver.GIVEN_UP.toNanos() + 1);
    client.nodes().withName("201").get();
    assertThat(told).containsExactly("get nodes 200", "get nodes 0", "get nodes 201");
  }

  @Test
  void aServerThatIsNotThereIsToldOnceATry() {
    server.stop(0);
    assertFails(made(twice()), "200");
    nanos.addAndGet(CallObserver.GIVEN_UP.toNanos() + 1);
    assertFails(client, "200");

    assertThat(told).containsExactly("get nodes 0", "get nodes 0");
  }

  private RequestConfigBuilder request() {
    return new RequestConfigBuilder(client.getConfiguration().getRequestConfig());
  }

  private RequestConfigBuilder twice() {
    return request().withRequestRetryBackoffLimit(1).withRequestRetryBackoffInterval(1);
  }

  /** It shares all with its maker, and is closed with it. */
  private KubernetesClient made(RequestConfigBuilder request) {
    return client.newClient(request.build()).adapt(KubernetesClient.class);
  }

  private static void assertFails(KubernetesClient client, String node) {
    assertThatThrownBy(() -> client.nodes().withName(node).get())
        .isInstanceOf(KubernetesClientException.class);
  }
}
