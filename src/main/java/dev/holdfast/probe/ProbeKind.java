package dev.holdfast.probe;

import java.util.List;

/** What a target is asked. */
public sealed interface ProbeKind {

  /** A kubelet's own port, over a connection that stands; any word is an answer. */
  record NodeKubelet() implements ProbeKind {}

  /**
   * A GET over a fresh connection. Any reply is an answer; one with a status from 200 to 399 is
   * healthy.
   *
   * @param secure over TLS, whose certificate is not checked
   * @param path from its slash on
   * @param headers what is sent besides; Host is the address unless it is among them
   */
  record HttpGet(boolean secure, String path, List<Header> headers) implements ProbeKind {
    public HttpGet {
      if (!path.matches("/[!-~]*")) throw refused("path '%s'".formatted(path));
      headers = List.copyOf(headers);
    }
  }

  /** One header of a request. */
  record Header(String name, String value) {
    public Header {
      if (!name.matches("[-A-Za-z0-9]+")) throw refused("header '%s'".formatted(name));
      if (!value.matches("[ -~]*")) throw refused("value of header %s".formatted(name));
    }
  }

  /** A connection: the kernel's answer, so a frozen process gives it too. It is healthy. */
  record TcpSocket() implements ProbeKind {}

  /**
   * {@code grpc.health.v1.Health/Check} without TLS. Any word is an answer; SERVING is healthy.
   *
   * @param service empty for the server as a whole
   */
  record Grpc(String service) implements ProbeKind {
    public Grpc {
      if (!service.matches("[ -~]*")) throw refused("service");
    }
  }

  /** What a tenant wrote never ends a line of a request, whoever let it pass. */
  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "A probe cannot be sent: a sign that is not allowed in its " + what);
  }
}
