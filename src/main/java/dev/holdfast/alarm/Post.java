package dev.holdfast.alarm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to addresses that are allowed, and says only whether that went well: what a receiver
 * answers is nobody's business, least of all a tenant's who chose the address. A name is resolved
 * once for both the check and the connection, so that it cannot mean two things.
 */
final class Post implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(3);

  /** From the first byte sent to the last byte of the answer's head. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int CONNECTIONS = 128;
  private static final int A_RECEIVER = 8;

  private final Names names;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("alarm-deadlines").daemon().factory());

  /** How names become addresses. */
  @FunctionalInterface
  interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  Post(Names names, Predicate<InetAddress> allowed) {
    this.names = names;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver(allowed))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(Timeout.of(PATIENCE))
                            .build())
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(A_RECEIVER)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(PATIENCE)).build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  private DnsResolver resolver(Predicate<InetAddress> allowed) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.resolve(host);
        if (!Arrays.stream(found).allMatch(allowed)) throw new Forbidden(host);
        return found;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  /** A name that leads where no alarm may go. */
  private static final class Forbidden extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Forbidden(String host) {
      super(host);
    }
  }

  /** Empty when the receiver took it, else what went wrong. */
  Optional<String> send(URI to, Letter letter) {
    var request = new HttpPost(to);
    var body = letter.body().getBytes(StandardCharsets.UTF_8);
    request.setEntity(new ByteArrayEntity(body, ContentType.parse(letter.contentType())));
    letter.headers().forEach(request::setHeader);
    var deadline = deadlines.schedule(request::cancel, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    try (var answer = client.executeOpen(HttpHost.create(to), request, null)) {
      int code = answer.getCode();
      return code / 100 == 2 ? Optional.empty() : Optional.of("it answered " + code);
    } catch (Forbidden e) {
      return Optional.of(
          "its address is inside the cluster's network; an administrator can allow it");
    } catch (IOException e) {
      return Optional.of(request.isCancelled() ? "no answer in time" : trouble(e));
    } finally {
      deadline.cancel(false);
    }
  }

  /** No more than its kind: a message may quote what was received. */
  private static String trouble(IOException e) {
    return e.getClass().getSimpleName();
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
