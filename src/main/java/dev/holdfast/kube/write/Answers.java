package dev.holdfast.kube.write;

import dev.holdfast.action.Cluster.Answer;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API server's responses to a change mean. */
final class Answers {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** Of the messages that say that an eviction is refused because several budgets cover the pod. */
  private static final String SEVERAL_BUDGETS = "more than one PodDisruptionBudget";

  /** Longest message that is passed on, in characters. */
  private static final int LONGEST = 500;

  /** The answer to a call; one that returns was accepted. */
  static Answer of(Runnable call) {
    try {
      call.run();
      return new Answer.Accepted();
    } catch (KubernetesClientException e) {
      return refused(e);
    }
  }

  private static Answer refused(KubernetesClientException e) {
    int code = e.getCode();
    if (code == NOT_FOUND || isOfAnotherObject(e)) return new Answer.Moot(message(e));
    if (isOfBudget(e)) return new Answer.Blocked(budget(e));
    if (code >= SERVER_ERROR || code <= 0) return new Answer.NoAnswer(message(e));
    return new Answer.Rejected(code, message(e));
  }

  /**
   * The uid that the call named is not the object's: deletions and evictions say so in the text of
   * a conflict, patches by calling the field immutable.
   */
  private static boolean isOfAnotherObject(KubernetesClientException e) {
    return switch (e.getCode()) {
      case CONFLICT -> message(e).contains("precondition");
      case INVALID -> causes(e).anyMatch(cause -> "metadata.uid".equals(cause.getField()));
      default -> false;
    };
  }

  /** Not every 429 is a budget's: a busy API server says the same to everybody. */
  private static boolean isOfBudget(KubernetesClientException e) {
    return switch (e.getCode()) {
      case TOO_MANY_REQUESTS -> budgetCauses(e).findAny().isPresent();
      case SERVER_ERROR -> message(e).contains(SEVERAL_BUDGETS);
      default -> false;
    };
  }

  private static String budget(KubernetesClientException e) {
    var causes = budgetCauses(e).collect(Collectors.joining("; "));
    return causes.isEmpty() ? message(e) : shortened(causes);
  }

  private static Stream<String> budgetCauses(KubernetesClientException e) {
    return causes(e)
        .filter(cause -> "DisruptionBudget".equals(cause.getReason()))
        .map(cause -> Objects.requireNonNullElse(cause.getMessage(), message(e)));
  }

  private static Stream<StatusCause> causes(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getDetails())
        .map(StatusDetails::getCauses)
        .orElse(List.of())
        .stream();
  }

  /** The server's own words where it spoke, the client's where it did not, or what kept it. */
  static String message(KubernetesClientException e) {
    var said = e.getStatus() == null ? null : e.getStatus().getMessage();
    if (said != null && !said.isBlank()) return shortened(said);
    return shortened(e.getMessage() == null ? String.valueOf(e.getCause()) : e.getMessage());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private Answers() {}
}
