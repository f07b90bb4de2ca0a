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
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts to addresses that are allowed, and says only whether that went well: what a receiver
 * answers is nobody's business, least of all a tenant's who chose the address. A name is resolved
 * once for both the check and the connection, so that it cannot mean two things.
 */
final class Post implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(3);

  /** From the connection to the last byte of the answer's head; what follows is cut off then. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So much of an answer is read for the connection to serve again; the code was all of it. */
  private static final int LONGEST_ANSWER = 4096;

  /** A head that is longer is none: all of it is held in memory. */
  private static final Http1Config BOUNDED =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192).build();

  private static final int CONNECTIONS = 128;
  private static final int A_RECEIVER = 8;

  private final Names names;
  private final String refusal;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("alarm-deadlines").daemon().factory());

  /** How names become addresses. */
  @FunctionalInterface
  interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * Opens no connection yet.
   *
   * @param refusal what is said where an address is not allowed
   */
  Post(Names names, Predicate<InetAddress> allowed, String refusal) {
    this.names = names;
    this.refusal = refusal;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver(allowed))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED).build())
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
    try {
      var answer = client.executeOpen(HttpHost.create(to), request, null);
      int code = answer.getCode();
      leave(answer, request);
      return code / 100 == 2 ? Optional.empty() : Optional.of("it answered " + code);
    } catch (Forbidden e) {
      return Optional.of(refusal);
    } catch (IOException e) {
      return Optional.of(request.isCancelled() ? "no answer in time" : trouble(e));
    } finally {
      deadline.cancel(false);
    }
  }

  /** To close an answer is to read it to its end, which may never come. */
  private static void leave(ClassicHttpResponse answer, HttpPost request) {
    try (answer) {
      if (!isReadToItsEnd(answer.getEntity())) request.cancel();
    } catch (IOException afterTheCode) {
      request.cancel();
    }
  }

  private static boolean isReadToItsEnd(@Nullable HttpEntity body) throws IOException {
    return body == null || body.getContent().readNBytes(LONGEST_ANSWER).length < LONGEST_ANSWER;
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
