package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receiver of alarms, beside Kubernetes' Events; one kind an entry. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "[has(self.alertmanager), has(self.cloudEvents), has(self.slack)].filter(x, x).size() == 1",
    message = "name one of alertmanager, cloudEvents and slack in each entry")
public record AlarmChannel(
    @JsonPropertyDescription("An Alertmanager, or all its replicas; alarms fire and resolve there.")
        @Nullable Alertmanager alertmanager,
    @JsonPropertyDescription("A receiver of CloudEvents 1.0 over HTTP.")
        @Nullable CloudEvents cloudEvents,
    @JsonPropertyDescription("A webhook that takes Slack's messages.") @Nullable Slack slack) {

  /** More receivers than anybody reads; it bounds the status. */
  public static final long MOST = 4;

  /** As long as a URL that any server takes may be. */
  static final long LONGEST_URL = 1024;

  private static final String IS_URL = "matches('^https?://[A-Za-z0-9.:\\\\[\\\\]-]+(/[!-~]*)?$')";
  private static final String URL_ALLOWED =
      "write an address such as https://hooks.example.com/ha, without user and password";

  /** Where an Alertmanager answers. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "has(self.service) != has(self.urls)",
      message = "name either service or urls")
  public record Alertmanager(
      @JsonPropertyDescription(
              "Its Service; each address that the name resolves to is told, so that a headless one"
                  + " reaches every replica.")
          @Nullable ServiceName service,
      @JsonPropertyDescription("Its replicas, each told, such as https://alertmanager.example.com.")
          @Size(min = 1, max = 5)
          @ValidationRule(value = "self.all(url, url." + IS_URL + ")", message = URL_ALLOWED)
          @Nullable List<@Size(max = LONGEST_URL) String> urls) {
    private String id() {
      if (service != null) return ChannelId.of("alertmanager", service.host(), service.all());
      var all = urls == null ? List.<String>of() : urls;
      var first = all.isEmpty() ? "" : ChannelId.host(all.getFirst());
      return ChannelId.of("alertmanager", first, all);
    }
  }

  /** A Service, in a namespace that the administrator's settings allow. */
  public record ServiceName(
      @JsonPropertyDescription("The Service's name.")
          @Required
          @Size(max = 63)
          @ValidationRule(value = "self." + IS_LABEL, message = LABEL_ALLOWED)
          String name,
      @JsonPropertyDescription("Its namespace.")
          @Required
          @Size(max = 63)
          @ValidationRule(value = "self." + IS_LABEL, message = LABEL_ALLOWED)
          String namespace,
      @JsonPropertyDescription("Its port.")
          @Default("9093")
          @ValidationRule(
              value = "self >= 1 && self <= 65535",
              message = "write a port from 1 to 65535")
          Integer port,
      @JsonPropertyDescription("http or https.") @Default("http") Scheme scheme) {
    public ServiceName(
        String name, String namespace, @Nullable Integer port, @Nullable Scheme scheme) {
      this.name = name;
      this.namespace = namespace;
      this.port = port == null ? 9093 : port;
      this.scheme = scheme == null ? Scheme.http : scheme;
    }

    private String host() {
      return name + "." + namespace;
    }

    private List<String> all() {
      return List.of(name, namespace, port.toString(), scheme.name());
    }
  }

  /** How to speak to a Service. */
  public enum Scheme {
    http,
    https
  }

  /** Where CloudEvents go. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CloudEvents(
      @JsonPropertyDescription(
              "Where each event is posted; http only where the administrator's settings allow the"
                  + " address.")
          @Required
          @Size(max = LONGEST_URL)
          @ValidationRule(value = "self." + IS_URL, message = URL_ALLOWED)
          String url,
      @JsonPropertyDescription(
              "The key that each event is signed with (HMAC-SHA256, as Standard Webhooks say).")
          @Nullable SecretEntry signature) {
    private String id() {
      var key = signature == null ? List.of(url) : List.of(url, signature.name(), signature.key());
      return ChannelId.of("cloudEvents", ChannelId.host(url), key);
    }
  }

  /** Where messages for Slack go. */
  public record Slack(
      @JsonPropertyDescription("The entry that holds the webhook's URL, which is a secret itself.")
          @Required
          SecretEntry url) {
    private String id() {
      return ChannelId.of("slack", url.name(), List.of(url.name(), url.key()));
    }
  }

  /** An entry of a Secret in the policy's own namespace, which a RoleBinding there lets us read. */
  public record SecretEntry(
      @JsonPropertyDescription("The Secret's name.") @Required @Size(min = 1, max = 253)
          String name,
      @JsonPropertyDescription("The entry's key.") @Required @Size(min = 1, max = 253)
          String key) {}

  private static final String IS_LABEL = "matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')";
  private static final String LABEL_ALLOWED = "write a name of lower-case letters, digits and -";

  public static List<String> ids(List<AlarmChannel> channels) {
    return channels.stream().map(AlarmChannel::id).toList();
  }

  /**
   * Tells channels apart, in statuses and in logs: kind, host, and a digest of all of it, so that
   * two that differ in anything are two. It is short, for it stands in each alarm; it holds no
   * secret. What is told under an id that no status knows is told once more.
   */
  public String id() {
    if (alertmanager != null) return alertmanager.id();
    if (cloudEvents != null) return cloudEvents.id();
    return slack == null ? "" : slack.id();
  }
}
