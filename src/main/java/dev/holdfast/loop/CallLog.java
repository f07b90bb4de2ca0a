package dev.holdfast.loop;

import static java.net.HttpURLConnection.HTTP_CONFLICT;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the lease cannot be read or written, and once that it can again. */
final class CallLog {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final String done;
  private boolean failing;

  /**
   * @param done what the call does to the lease, as a participle
   */
  CallLog(String done) {
    this.done = done;
  }

  void succeeded(String lease) {
    if (failing) log.info("{} can be {} again", lease, done);
    failing = false;
  }

  /** A conflict is no failure: another replica was faster. */
  void failed(String lease, KubernetesClientException e) {
    if (e.getCode() == HTTP_CONFLICT || failing) return;
    failing = true;
    log.warn(
        "{} cannot be {}, and without it nothing is acted on; trying again: {}",
        lease,
        done,
        reason(e));
  }

  /** The API server's own words, or why it gave none. */
  static String reason(KubernetesClientException e) {
    if (e.getStatus() != null) return e.getStatus().getMessage();
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause());
  }
}
