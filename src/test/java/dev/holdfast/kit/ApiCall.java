package dev.holdfast.kit;

/**
 * One request on its way to the API server.
 *
 * @param number counts all calls through one relay, from 1
 * @param path without the query
 * @param query as sent, or empty
 * @param userAgent of the caller, or empty
 * @param body as text, or empty
 */
public record ApiCall(
    int number, String method, String path, String query, String userAgent, String body) {

  /** Whether the answer is a stream of events. */
  public boolean isWatch() {
    return query.contains("watch=true") || query.contains("watch=1");
  }

  /** Whether it changes the cluster. */
  public boolean isChange() {
    return !"GET".equals(method);
  }

  /** Whether it deletes a pod, with grace or without. */
  public boolean isDeletionOfAPod() {
    return "DELETE".equals(method) && path.contains("/pods/");
  }

  @Override
  public String toString() {
    return "#" + number + " " + method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
