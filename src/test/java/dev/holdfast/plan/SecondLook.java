package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;

import dev.holdfast.golden.Sample;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodRef;
import java.time.Instant;

/**
 * The look right before a step about pod {@code p} of node {@code n} is done, and for what reason
 * it is refused then.
 */
record SecondLook(Step step, Purpose purpose) {
  static final PodRef POD = new PodRef("shop", "p", "uid-p");
  static final SecondLook DELETE = new SecondLook(new Step.Delete(POD, false), Purpose.LOST_NODE);

  static final String SICK = "{name: p, node: n, ready: false}";
  static final String FINE = "{name: p, node: n}";
  static final String GOING = "{name: p, node: n, deleting: 5s}";
  static final String CALM = "{name: n}";
  static final String SILENT = "{name: n, ready: Unknown, lease: 60s, mark: Lost}";
  static final String CONFIRMED =
      "{name: n, ready: Unknown, lease: 60s, mark: Lost, annotations:"
          + " {holdfast.dev/confirmed-dead: boot-n}}";

  static final String PERMITTED = "";

  /** What is seen of pod and node, the verdict at that time, and the reason of the refusal. */
  record Row(String what, String pod, String node, Verdict verdict, String refusal) {
    @Override
    public String toString() {
      return what + ": " + refusal;
    }
  }

  static Row row(String what, String pod, String node, Verdict verdict, String refusal) {
    return new Row(what, pod, node, verdict, refusal);
  }

  String refusal(Row row) {
    var judged = health(node(asItWasJudged(row.node())), row.verdict());
    return refusal(row.pod(), row.node(), fleet(judged));
  }

  String refusal(String pod, String node, Fleet fleet) {
    return refusal(pod, node, fleet, NOON);
  }

  String refusal(String pod, String node, Fleet fleet, Instant now) {
    return Recheck.refuse(Sample.intent(step, purpose), pod(pod), node(node), fleet, now)
        .map(Hold::reason)
        .orElse(PERMITTED);
  }

  /** The verdict is about the node of the usual uid, whichever is there now. */
  private static String asItWasJudged(String node) {
    return node.replace(", uid: other", "");
  }
}
