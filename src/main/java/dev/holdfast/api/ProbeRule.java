package dev.holdfast.api;

/** What the API server demands of a probe, in CEL. */
final class ProbeRule {
  /** As long as a path may be, and the value of a header. */
  static final long LONGEST = 1024;

  static final long MOST_HEADERS = 8;

  /** IANA's rules for the names of services, which ports of pods obey. */
  static final String PORT =
      "type(self.port) == int ? self.port >= 1 && self.port <= 65535"
          + " : size(self.port) <= 15 && self.port.matches('^[a-z0-9]+(-[a-z0-9]+)*$')"
          + " && self.port.matches('[a-z]')";

  static final String PORT_ALLOWED =
      "write a number from 1 to 65535, or the name of a port that the pod declares";

  static final String PATH = "self.matches('^/[!-~]*$')";
  static final String PATH_ALLOWED =
      "write a path such as /healthz, of ASCII letters, digits and signs, without spaces";

  /** What would change where a request ends, or what becomes of the connection, is ours to say. */
  static final String HEADER_NAME =
      "self.matches('^[-A-Za-z0-9]+$') && !(self.lowerAscii() in ['connection', 'content-length',"
          + " 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'])";

  static final String HEADER_NAME_ALLOWED =
      "write a name of letters, digits and -, of none of Connection, Content-Length, Expect,"
          + " Keep-Alive, TE, Trailer, Transfer-Encoding and Upgrade";

  static final String PRINTABLE = "self.matches('^[ -~]*$')";
  static final String PRINTABLE_ALLOWED = "write ASCII letters, digits, signs and spaces";

  static final String ONE_KIND =
      "[has(self.httpGet), has(self.tcpSocket), has(self.grpc)].filter(x, x).size() == 1";
  static final String ONE_KIND_ALLOWED = "name one of httpGet, tcpSocket and grpc";

  static final String TIMEOUT =
      "self.timeout" + DurationRule.IN_MILLIS + " <= self.period" + DurationRule.IN_MILLIS;
  static final String TIMEOUT_ALLOWED = "write a timeout that is not longer than the period";

  private ProbeRule() {}
}
