package dev.holdfast.ops;

import static dev.holdfast.ops.Label.ACTION;
import static dev.holdfast.ops.Label.CODE;
import static dev.holdfast.ops.Label.DELIVERY;
import static dev.holdfast.ops.Label.FAILURE;
import static dev.holdfast.ops.Label.GUARD;
import static dev.holdfast.ops.Label.NAMESPACE;
import static dev.holdfast.ops.Label.OUTCOME;
import static dev.holdfast.ops.Label.PHASE;
import static dev.holdfast.ops.Label.POLICY;
import static dev.holdfast.ops.Label.REASON;
import static dev.holdfast.ops.Label.RECEIVER;
import static dev.holdfast.ops.Label.RESOLUTION;
import static dev.holdfast.ops.Label.RESOURCE;
import static dev.holdfast.ops.Label.VERB;
import static dev.holdfast.ops.Label.VERDICT;
import static dev.holdfast.ops.MetricScope.LEADER_ONLY;
import static dev.holdfast.ops.MetricScope.REPLICA;
import static dev.holdfast.ops.MetricType.COUNTER;
import static dev.holdfast.ops.MetricType.GAUGE;
import static dev.holdfast.ops.MetricType.HISTOGRAM;

import java.util.List;

/** All that {@code /metrics} tells, declared once: what registers it and its document read this. */
public enum Metric {
  LEADER(GAUGE, "holdfast_leader", REPLICA, "1 on the replica that acts, 0 on the others"),
  TERMS(COUNTER, "holdfast_leader_terms_total", REPLICA, "times that this replica began to lead"),

  POLICY_AVAILABLE(
      GAUGE,
      "holdfast_policy_available",
      LEADER_ONLY,
      "1 while as many pods as promised are ready on nodes that answer, else 0, also during"
          + " maintenance; no series while nobody can know",
      NAMESPACE,
      POLICY),
  POLICY_DOWN(
      COUNTER,
      "holdfast_policy_down_seconds_total",
      LEADER_ONLY,
      "time that the account has booked as down; a new leader goes on from what the account says",
      NAMESPACE,
      POLICY),
  POLICY_OBJECTIVE(
      GAUGE,
      "holdfast_policy_objective_ratio",
      LEADER_ONLY,
      "spec.objective.availability, as 0.999",
      NAMESPACE,
      POLICY),
  POLICY_BUDGET(
      GAUGE,
      "holdfast_policy_error_budget_ratio",
      LEADER_ONLY,
      "share of the error budget of spec.objective.window that is left; negative when overspent",
      NAMESPACE,
      POLICY),
  POLICIES_UNMEASURED(
      GAUGE,
      "holdfast_policies_unmeasured",
      LEADER_ONLY,
      "policies without series of their own: beyond the bound, or not looked at yet in this term"),

  INCIDENTS_OPEN(GAUGE, "holdfast_incidents_open", LEADER_ONLY, "open incidents of all policies"),
  INCIDENTS_CLOSED(
      COUNTER,
      "holdfast_incidents_closed_total",
      REPLICA,
      "incidents by how they ended",
      RESOLUTION),
  DETECTION(
      HISTOGRAM,
      "holdfast_detection_seconds",
      REPLICA,
      "from the last sign that all was well to knowing"),
  RECOVERY(
      HISTOGRAM,
      "holdfast_recovery_seconds",
      REPLICA,
      "from the fault to the slot being ready again, where Holdfast recovered it"),
  RECOVERY_PHASE(HISTOGRAM, "holdfast_recovery_phase_seconds", REPLICA, "the same by phase", PHASE),

  NODES(GAUGE, "holdfast_nodes", REPLICA, "nodes by verdict, as this replica sees them", VERDICT),
  GUARDS(
      GAUGE,
      "holdfast_guards_holding",
      REPLICA,
      "guards that hold acts back, as this replica sees it",
      GUARD),

  STEPS(
      COUNTER,
      "holdfast_steps_total",
      REPLICA,
      "steps on pods and nodes by outcome",
      ACTION,
      OUTCOME),
  STEPS_HELD(
      GAUGE,
      "holdfast_steps_held",
      LEADER_ONLY,
      "steps that are not taken now, as in status.held",
      REASON),
  REFUSALS(
      COUNTER,
      "holdfast_refusals_total",
      REPLICA,
      "steps on pods refused right before they were done",
      REASON),

  API_CALLS(
      COUNTER,
      "holdfast_api_calls_total",
      REPLICA,
      "requests to the API server, each try of its own; without those of the leader election",
      VERB,
      RESOURCE,
      CODE),
  ALARMS_SENT(
      COUNTER,
      "holdfast_alarms_sent_total",
      REPLICA,
      "tries to tell a receiver of an alarm, by what came of it",
      RECEIVER,
      DELIVERY),
  EVENTS_LOST(
      COUNTER, "holdfast_events_lost_total", REPLICA, "Events that the API server did not take"),

  VOTES_LOST(
      COUNTER,
      "holdfast_votes_lost_total",
      REPLICA,
      "Votes on what cannot be reached that the API server did not take"),

  PASS(
      HISTOGRAM,
      "holdfast_pass_seconds",
      REPLICA,
      "one turn of one policy: view, decision, writes and acts"),
  PASS_FAILURES(
      COUNTER,
      "holdfast_pass_failures_total",
      REPLICA,
      "passes that came to nothing: no answer (Api), a status that is not taken (StatusRefused), a"
          + " bug (Defect)",
      FAILURE),
  PASS_AGE(
      GAUGE,
      "holdfast_pass_age_seconds",
      LEADER_ONLY,
      "since a pass of any policy ended well; no series without policies"),
  PASS_AGE_OLDEST(
      GAUGE,
      "holdfast_pass_age_oldest_seconds",
      LEADER_ONLY,
      "the same of the policy that waits longest"),
  EVIDENCE_INTERRUPTIONS(
      COUNTER,
      "holdfast_evidence_interruptions_total",
      REPLICA,
      "times that nobody watched (a pause of our own, a step of the wall clock, an outage): silence"
          + " before does not count");

  private final MetricType type;
  private final String written;
  private final MetricScope scope;
  private final String meaning;
  private final List<Label> labels;

  Metric(MetricType type, String written, MetricScope scope, String meaning, Label... labels) {
    this.type = type;
    this.written = written;
    this.scope = scope;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  public MetricType type() {
    return type;
  }

  /** As it is called in Prometheus. */
  public String written() {
    return written;
  }

  /** Part of the name; empty for numbers of things. */
  public String unit() {
    if (written.contains("_seconds")) return "seconds";
    return written.endsWith("_ratio") ? "ratio" : "";
  }

  public MetricScope scope() {
    return scope;
  }

  public String meaning() {
    return meaning;
  }

  public List<Label> labels() {
    return labels;
  }
}
