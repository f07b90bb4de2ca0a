package dev.holdfast.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.alarm.Post.Names;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.notice.Dispatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells alarms of the policy web as the operator does; a receiver on loopback is at hand. */
final class Outpost implements AutoCloseable {
  static final SecretEntry KEY = new SecretEntry("hook", "key");

  /** The addresses of the receiver at hand, to be allowed. */
  static final String LOOPBACK = "127.0.0.0/8";

  private static final Origin WEB =
      new Origin("HighAvailabilityPolicy", "shop", "web", "u-1", "shop");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private final HttpReceiver receiver;

  private Outpost(HttpReceiver receiver) {
    this.receiver = receiver;
  }

  static Outpost open() {
    try {
      return new Outpost(new HttpReceiver());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpReceiver receiver() {
    return receiver;
  }

  /** What that name means; others are resolved as everywhere. */
  void name(String host, String address) {
    names.put(host, address);
  }

  /** What {@link #KEY} of the policy's namespace holds. */
  void secret(String value) {
    secrets.put("shop/hook/key", value);
  }

  /** Empty when it was taken, else what went wrong. */
  Optional<String> tell(AlarmChannel channel, Dispatch dispatch, String... allowed) {
    return tell(this::resolve, channel, dispatch, allowed);
  }

  Optional<String> tell(
      Names resolver, AlarmChannel channel, Dispatch dispatch, String... allowed) {
    try (var receivers =
        new Receivers(
            resolver,
            new AllowedAddresses(List.of(allowed)),
            Set.of("monitoring"),
            this::secret,
            new Runbooks("https://wiki"),
            () -> SampleAlarm.NOON)) {
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

  @Override
  public void close() {
    receiver.close();
  }
}
