package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Scene;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator process can be started, asked, frozen, stopped and killed; here with a stand-in. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitOperatorIT {

  @Test
  void itIsReadyWhenItSaysSoAndEndsAsItWasAskedTo(Scene scene) throws Exception {
    try (var operator = OperatorProcess.start(scene.plane(), standIn(scene))) {
      assertThat(operator.get("/readyz")).isEqualTo("ready in " + scene.namespace());
      scene.eventually().until("its log tells it too", () -> operator.log().contains("serving"));

      operator.freeze();
      assertThatThrownBy(() -> operator.get("/readyz")).isInstanceOf(IOException.class);
      operator.thaw();
      assertThat(operator.get("/readyz")).startsWith("ready");

      var exit = operator.terminate();
      assertThat(exit.code()).isEqualTo(128 + 15);
      assertThat(exit.took()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void itsLogTellsWhyItDidNotStart(Scene scene) {
    var broken = standIn(scene).with("HOLDFAST_NAMESPACE", "");
    assertThatThrownBy(() -> OperatorProcess.start(scene.plane(), broken))
        .hasMessageContaining("ended with 1")
        .hasMessageContaining("no namespace");
  }

  @Test
  void aKilledOneIsGoneAtOnce(Scene scene) throws Exception {
    try (var operator = OperatorProcess.start(scene.plane(), standIn(scene))) {
      operator.kill();
      assertThat(operator.isAlive()).isFalse();
    }
  }

  private static OperatorSettings standIn(Scene scene) {
    return OperatorSettings.against(scene.plane().kubeconfig())
        .with("HOLDFAST_NAMESPACE", scene.namespace())
        .running("-cp", System.getProperty("java.class.path"), StandIn.class.getName());
  }

  /** Does what the kit expects of an operator: serves /readyz where it is told to. */
  static final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
      var namespace = System.getenv("HOLDFAST_NAMESPACE");
      if (namespace.isEmpty()) {
        System.err.println("no namespace");
        System.exit(1);
      }
      var host = System.getenv("HOLDFAST_HTTP_HOST");
      var port = Integer.parseInt(System.getenv("HOLDFAST_HTTP_PORT"));
      var server = HttpServer.create(new InetSocketAddress(host, port), 0);
      server.createContext(
          "/readyz",
          exchange -> {
            var body = ("ready in " + namespace).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      System.out.println("serving");
    }
  }
}
