package dev.holdfast.kube.source;

import dev.holdfast.alarm.Secrets;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Secrets when they are needed and keeps none. Holdfast has no right of its own to do so: the
 * owner of a namespace gives it, for the Secrets that he names.
 */
public final class LiveSecrets implements Secrets {
  private final KubernetesClient client;

  public LiveSecrets(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public byte[] read(String namespace, SecretEntry entry) throws Unreadable {
    var written = data(namespace, entry.name()).get(entry.key());
    if (written == null || written.isBlank()) {
      throw new Unreadable(
          "Secret %s in namespace %s has no entry %s"
              .formatted(entry.name(), namespace, entry.key()));
    }
    return Base64.getMimeDecoder().decode(written);
  }

  private Map<String, String> data(String namespace, String name) throws Unreadable {
    try {
      var secret = client.secrets().inNamespace(namespace).withName(name).get();
      @Nullable Map<String, String> data = secret == null ? null : secret.getData();
      return data == null ? Map.of() : data;
    } catch (KubernetesClientException e) {
      throw new Unreadable(
          e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
              ? "Holdfast may not read Secret %s in namespace %s: let it by a RoleBinding there"
                  .formatted(name, namespace)
              : "Secret %s in namespace %s could not be read now".formatted(name, namespace));
    }
  }
}
