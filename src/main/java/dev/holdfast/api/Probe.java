package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Holdfast itself asks a pod, from outside; fields as in the probes of a container. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = ProbeRule.ONE_KIND, message = ProbeRule.ONE_KIND_ALLOWED)
@ValidationRule(
    value = ProbeRule.TIMEOUT,
    fieldPath = ".timeout",
    message = ProbeRule.TIMEOUT_ALLOWED)
public record Probe(
    @JsonPropertyDescription(
            "A GET over HTTP; a status from 200 to 399 is healthy. Redirects are not followed.")
        @Nullable HttpGet httpGet,
    @JsonPropertyDescription("A connection, which is healthy once it stands.")
        @Nullable TcpSocket tcpSocket,
    @JsonPropertyDescription("grpc.health.v1.Health/Check, without TLS; SERVING is healthy.")
        @Nullable Grpc grpc,
    @JsonPropertyDescription("How often a pod is asked, a duration such as 1s.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PROBE,
            message = DurationRule.PROBE_ALLOWED,
            messageExpression = DurationRule.PROBE_REFUSED)
        @Default("1s")
        Span period,
    @JsonPropertyDescription("How long an answer may take, at most the period.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.ANSWER,
            message = DurationRule.ANSWER_ALLOWED,
            messageExpression = DurationRule.ANSWER_REFUSED)
        @Default("1s")
        Span timeout,
    @JsonPropertyDescription("How many failures in a row count, a number.")
        @ValidationRule(
            value = "self >= 1 && self <= 10",
            message = "write a whole number from 1 to 10")
        @Default("3")
        Integer failureThreshold) {
  private static final Span SECOND = new Span(Duration.ofSeconds(1));

  public Probe(
      @Nullable HttpGet httpGet,
      @Nullable TcpSocket tcpSocket,
      @Nullable Grpc grpc,
      @Nullable Span period,
      @Nullable Span timeout,
      @Nullable Integer failureThreshold) {
    this.httpGet = httpGet;
    this.tcpSocket = tcpSocket;
    this.grpc = grpc;
    this.period = period == null ? SECOND : period;
    this.timeout = timeout == null ? SECOND : timeout;
    this.failureThreshold = failureThreshold == null ? Integer.valueOf(3) : failureThreshold;
  }

  /** A request without credentials. */
  @ValidationRule(value = ProbeRule.PORT, fieldPath = ".port", message = ProbeRule.PORT_ALLOWED)
  public record HttpGet(
      @JsonPropertyDescription("The pod's port, by number or by the name that it declares.")
          @SchemaFrom(type = IntOrString.class)
          @Required
          ProbePort port,
      @JsonPropertyDescription("What is asked for.")
          @Size(max = ProbeRule.LONGEST)
          @ValidationRule(value = ProbeRule.PATH, message = ProbeRule.PATH_ALLOWED)
          @Default("/")
          String path,
      @JsonPropertyDescription("HTTP or HTTPS; of HTTPS the certificate is not checked.")
          @Default("HTTP")
          Scheme scheme,
      @JsonPropertyDescription("Headers of the request; Host is the pod's address otherwise.")
          @Size(max = ProbeRule.MOST_HEADERS)
          @Default("[]")
          List<Header> httpHeaders) {
    public HttpGet(
        ProbePort port,
        @Nullable String path,
        @Nullable Scheme scheme,
        @Nullable List<Header> httpHeaders) {
      this.port = port;
      this.path = path == null ? "/" : path;
      this.scheme = scheme == null ? Scheme.HTTP : scheme;
      this.httpHeaders = httpHeaders == null ? List.of() : List.copyOf(httpHeaders);
    }
  }

  /** How a request is sent. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  /** One header; a name may come more than once. */
  public record Header(
      @JsonPropertyDescription("The header's name.")
          @Required
          @Size(min = 1, max = 63)
          @ValidationRule(value = ProbeRule.HEADER_NAME, message = ProbeRule.HEADER_NAME_ALLOWED)
          String name,
      @JsonPropertyDescription("The header's value.")
          @Required
          @Size(max = ProbeRule.LONGEST)
          @ValidationRule(value = ProbeRule.PRINTABLE, message = ProbeRule.PRINTABLE_ALLOWED)
          String value) {}

  /** Only the pod's kernel must answer, so this says least. */
  @ValidationRule(value = ProbeRule.PORT, fieldPath = ".port", message = ProbeRule.PORT_ALLOWED)
  public record TcpSocket(
      @JsonPropertyDescription("The pod's port, by number or by the name that it declares.")
          @SchemaFrom(type = IntOrString.class)
          @Required
          ProbePort port) {}

  /** gRPC's own health check. */
  @ValidationRule(value = ProbeRule.PORT, fieldPath = ".port", message = ProbeRule.PORT_ALLOWED)
  public record Grpc(
      @JsonPropertyDescription("The pod's port, by number or by the name that it declares.")
          @SchemaFrom(type = IntOrString.class)
          @Required
          ProbePort port,
      @JsonPropertyDescription("The service to ask about; without it, the server as a whole.")
          @Size(max = 253)
          @ValidationRule(value = ProbeRule.PRINTABLE, message = ProbeRule.PRINTABLE_ALLOWED)
          @Default("")
          String service) {
    public Grpc(ProbePort port, @Nullable String service) {
      this.port = port;
      this.service = service == null ? "" : service;
    }
  }
}
