package dev.holdfast.kit;

import java.time.Instant;

/**
 * A line of an audit log that a test makes up.
 *
 * @param resource with its subresource, as in {@code pods/eviction}
 * @param request a JSON body, as is the response
 * @param from when it was received, in seconds from the log's beginning on
 * @param to when it was answered
 */
record AuditLine(
    String user,
    String verb,
    String resource,
    String namespace,
    String name,
    String request,
    String response,
    int code,
    int from,
    int to) {

  String text(Instant start) {
    var path = resource.split("/", 2);
    return """
    {"requestReceivedTimestamp":"%s","stageTimestamp":"%s",
    "verb":"%s","user":{"username":"%s"},"objectRef":{"resource":"%s","subresource":"%s",
    "namespace":"%s","name":"%s"},"responseStatus":{"code":%d},
    "requestObject":%s,"responseObject":%s}\
    """
        .formatted(
            start.plusSeconds(from),
            start.plusSeconds(to),
            verb,
            user,
            path[0],
            path.length > 1 ? path[1] : "",
            namespace,
            name,
            code,
            request,
            response)
        .replace("\n", "");
  }
}
