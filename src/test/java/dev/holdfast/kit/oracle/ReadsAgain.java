package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who lost a compare-and-set reads the version that won, and does not try again with the old one.
 */
final class ReadsAgain implements Rule {
  /** Each of three replicas may have had it, and led. */
  private static final int REPLICAS = 3;

  private final Map<String, Integer> lost = new HashMap<>();

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.resource().endsWith("/status")
        || change.code() != HttpURLConnection.HTTP_CONFLICT) {
      return Stream.empty();
    }
    var version = change.request().path("metadata").path("resourceVersion").asText("");
    if (version.isEmpty()) return Stream.empty();
    var key =
        "%s %s/%s %s".formatted(change.resource(), change.namespace(), change.name(), version);
    return Rule.unless(
        lost.merge(key, 1, Integer::sum) <= REPLICAS,
        "writes again to a version that it knows to be an old one");
  }
}
