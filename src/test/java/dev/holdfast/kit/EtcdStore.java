package dev.holdfast.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The store of a control plane, by its JSON gateway. */
final class EtcdStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Any key will do: each answer tells the revision. */
  private static final String ANY_KEY = "{\"key\": \"AA==\"}";

  private final String url;

  EtcdStore(String url) {
    this.url = url;
  }

  /** Forgets its history up to now. */
  void compact() {
    var revision = ask("range", ANY_KEY).path("header").path("revision").asText();
    ask("compaction", "{\"revision\": \"%s\", \"physical\": true}".formatted(revision));
  }

  private JsonNode ask(String what, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v3/kv/" + what))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("The store did not do it: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the store", e);
    }
  }
}
