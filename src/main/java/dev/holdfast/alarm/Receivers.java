package dev.holdfast.alarm;

import dev.holdfast.alarm.Post.Names;
import dev.holdfast.alarm.Secrets.Unreadable;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.api.AlarmChannel.Scheme;
import dev.holdfast.api.AlarmChannel.ServiceName;
import dev.holdfast.api.AlarmChannel.Slack;
import dev.holdfast.notice.Dispatch;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Tells one receiver of one alarm, in its own form. */
final class Receivers implements AutoCloseable {
  private final Names names;
  private final Set<String> namespaces;
  private final Secrets secrets;
  private final Runbooks runbooks;
  private final Supplier<Instant> clock;
  private final Post outside;
  private final Post named;
  private final Post services;

  /**
   * All that alarms may reach.
   *
   * @param namespaces whose Services may be named
   */
  Receivers(
      Names names,
      AllowedAddresses addresses,
      Set<String> namespaces,
      Secrets secrets,
      Runbooks runbooks,
      Supplier<Instant> clock) {
    this.names = names;
    this.namespaces = namespaces;
    this.secrets = secrets;
    this.runbooks = runbooks;
    this.clock = clock;
    this.outside =
        new Post(
            names,
            addresses::contains,
            "its address is inside the cluster's network; an administrator can allow it");
    this.named =
        new Post(
            names,
            addresses::isNamed,
            "http is only for addresses that an administrator allows: use https");
    this.services = new Post(names, address -> true, "no address of a Service is refused");
  }

  /** Empty when it was taken, else what went wrong. */
  Optional<String> tell(Origin origin, AlarmChannel channel, Dispatch dispatch) {
    try {
      if (channel.alertmanager() != null) return alert(origin, channel.alertmanager(), dispatch);
      if (channel.cloudEvents() != null) return event(origin, channel.cloudEvents(), dispatch);
      if (channel.slack() != null) return message(origin, channel.slack(), dispatch);
      return Optional.of("it names no receiver");
    } catch (Unreadable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Optional.of("what it names is no URL"); // nor shown: it may come from a Secret
    } catch (UnknownHostException e) {
      return Optional.of("its name is not known: " + e.getMessage());
    }
  }

  /** All replicas are told, for they do not tell one another; one that took it is enough. */
  private Optional<String> alert(Origin origin, Alertmanager alertmanager, Dispatch dispatch)
      throws UnknownHostException {
    var letter = AlertForm.of(origin, dispatch, runbooks, clock.get());
    var service = alertmanager.service();
    if (service != null && !namespaces.contains(service.namespace())) {
      return Optional.of(
          "Services of namespace %s may not be told: an administrator can allow it"
              .formatted(service.namespace()));
    }
    var answers =
        service == null
            ? urls(alertmanager).stream().map(url -> post(joined(url), letter)).toList()
            : replicas(service).stream().map(to -> services.send(to, letter)).toList();
    return answers.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : answers.stream().flatMap(Optional::stream).findFirst();
  }

  private static List<String> urls(Alertmanager alertmanager) {
    var urls = alertmanager.urls();
    return urls == null ? List.of() : urls;
  }

  private static URI joined(String url) {
    return URI.create(
        (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + AlertForm.PATH);
  }

  private List<URI> replicas(ServiceName service) throws UnknownHostException {
    var host = service.name() + "." + service.namespace() + ".svc";
    if (service.scheme() == Scheme.https) return List.of(uri(service, host));
    return Arrays.stream(names.resolve(host)).map(a -> uri(service, literal(a))).toList();
  }

  private static URI uri(ServiceName service, String host) {
    return URI.create(service.scheme() + "://" + host + ":" + service.port() + AlertForm.PATH);
  }

  private static String literal(InetAddress address) {
    var text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  private Optional<String> event(Origin origin, CloudEvents receiver, Dispatch dispatch)
      throws Unreadable {
    var id = id(origin, dispatch);
    var letter = EventForm.of(origin, dispatch, id, runbooks);
    var key = receiver.signature();
    if (key == null) return post(URI.create(receiver.url()), letter);
    var secret = secrets.read(origin.secrets(), key);
    return post(URI.create(receiver.url()), Signature.on(letter, id, secret, clock.get()));
  }

  /** The same each time that this revision is told. */
  private static String id(Origin origin, Dispatch dispatch) {
    var alarm = dispatch.alarm();
    return String.join(
        "/",
        origin.uid(),
        alarm.reason().name(),
        alarm.subject(),
        alarm.topic(),
        Long.toString(dispatch.toldAt().toEpochMilli()),
        Integer.toString(dispatch.revision()));
  }

  private Optional<String> message(Origin origin, Slack receiver, Dispatch dispatch)
      throws Unreadable {
    var secret = secrets.read(origin.secrets(), receiver.url());
    var url = new String(secret, StandardCharsets.UTF_8).strip();
    return post(URI.create(url), SlackForm.of(origin, dispatch, runbooks));
  }

  private Optional<String> post(URI to, Letter letter) {
    if (to.getHost() == null || to.getUserInfo() != null) {
      return Optional.of("its URL names no host, or a user");
    }
    return switch (String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> outside.send(to, letter);
      case "http" -> named.send(to, letter);
      default -> Optional.of("its URL begins neither with https:// nor with http://");
    };
  }

  @Override
  public void close() {
    outside.close();
    named.close();
    services.close();
  }
}
