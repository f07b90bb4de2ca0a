package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.oracle.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a pod each under one policy, and an audit log that a test writes line by line. */
abstract class OracleScene {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String TAINT = "{\"key\":\"holdfast.dev/unhealthy\",\"effect\":\"NoSchedule\"}";
  static final String MARK =
      """
      [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},
      {"op":"add","path":"/metadata/annotations/holdfast.dev~1marked","value":"Lost"},
      {"op":"add","path":"/spec/taints","value":[%s]}]\
      """
          .formatted(TAINT);
  static final String WITH_UID = "{\"preconditions\":{\"uid\":\"u-p\"}}";
  static final String FORCED = "{\"preconditions\":{\"uid\":\"u-p\"},\"gracePeriodSeconds\":0}";
  static final String EVICTION = "{\"deleteOptions\":" + WITH_UID + "}";

  private final Path log;
  final Oracle oracle;
  final List<Absence> absences = new ArrayList<>();
  final List<Silence> silences = new ArrayList<>();
  int second;

  OracleScene(@TempDir Path folder) {
    this.log = folder.resolve("audit.log");
    this.oracle = new Oracle(log, () -> absences, () -> silences, Setting.OF_TESTS.toldInOrder());
  }

  final void assertFound(String misdeed) {
    assertThat(oracle.violations()).singleElement().asString().contains(misdeed);
  }

  // Scenes

  /** Nodes n1 and n2 that are well, with one ready pod of a policy each, p and q. */
  final void theScene() throws Exception {
    others("create", "nodes", "n1", "{}", node("n1", "True", false, ""));
    others("create", "nodes", "n2", "{}", node("n2", "True", false, ""));
    renew("n1");
    renew("n2");
    others("create", "highavailabilitypolicies", "web", "{}", policy("Enforce", "web", "[]"));
    others("create", "pods", "p", "{}", pod("p", "n1", true));
    others("create", "pods", "q", "{}", pod("q", "n2", true));
    second += 9;
  }

  /** As {@link #theScene}, and n1 is lost. */
  final void theSceneOfALoss() throws Exception {
    theScene();
    others("patch", "nodes/status", "n1", "{}", node("n1", "Unknown", false, ""));
    second += 9;
  }

  /** As {@link #theScene}, and p is not ready any more. */
  final void theSceneOfAnIllPod() throws Exception {
    theScene();
    others("patch", "pods/status", "p", "{}", pod("p", "n1", false));
    second += 9;
  }

  final void runsOnBehindACut(String uid) {
    var pod = new RunningPod("shop", "p", uid);
    absences.add(new Absence("n1", START, null, Set.of(pod)));
  }

  final void renew(String node) throws Exception {
    var user = "system:node:" + node;
    write(
        new AuditLine(
            user,
            "update",
            "leases",
            "kube-node-lease",
            node,
            "null",
            "null",
            200,
            second,
            second + 1));
    second++;
  }

  // The operator's acts

  final void mark(String node) throws Exception {
    operator("patch", "nodes", node, MARK, marked(node));
  }

  final void record(String action, String purpose) throws Exception {
    status(intent("1", action, purpose));
  }

  /** Nothing is recorded any more. */
  final void record() throws Exception {
    status("[]");
  }

  final void status(String intents) throws Exception {
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Enforce", "web", intents));
  }

  final void delete(String options) throws Exception {
    operator("delete", "pods", "p", options, pod("p", "n1", true));
  }

  final void evict() throws Exception {
    operator("create", "pods/eviction", "p", EVICTION, "{}");
  }

  // Objects

  static String marked(String node) {
    return """
    {"metadata":{"name":"%s","annotations":{"holdfast.dev/marked":"Lost"}},
    "spec":{"taints":[%s]},"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}\
    """
        .formatted(node, TAINT);
  }

  /** A node whose boot is b1, and what somebody confirmed of it. */
  final String node(String name, String ready, boolean tainted, String confirmed) throws Exception {
    var node =
        """
        {"metadata":{"name":"%s","annotations":{"holdfast.dev/confirmed-dead":"%s"%s}},
        "spec":{"taints":[%s]},"status":{"nodeInfo":{"bootID":"b1"},
        "conditions":[{"type":"Ready","status":"%s"}]}}\
        """
            .formatted(
                name,
                confirmed,
                tainted ? ",\"holdfast.dev/marked\":\"Lost\"" : "",
                tainted ? TAINT : "",
                ready);
    if (second > 0) others("patch", "nodes/status", name, "{}", node);
    return node;
  }

  static String pod(String name, String node, boolean ready) {
    return """
    {"metadata":{"namespace":"shop","name":"%1$s","uid":"u-%1$s","labels":{"app":"web"},
    "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","uid":"rs","controller":true}]},
    "spec":{"nodeName":"%2$s"},
    "status":{"phase":"%3$s","conditions":[{"type":"Ready","status":"%4$s"}]}}\
    """
        .formatted(name, node, ready ? "Running" : "Pending", ready ? "True" : "False");
  }

  static String policy(String mode, String app, String intents) {
    return """
    {"metadata":{"namespace":"shop","name":"web"},
    "spec":{"mode":"%s","selector":{"matchLabels":{"app":"%s"}}},"status":{"intents":%s}}\
    """
        .formatted(mode, app, intents);
  }

  static String intent(String id, String action, String purpose) {
    return """
    [{"id":"%s","action":"%s","purpose":"%s","pod":{"name":"p","uid":"u-p"}}]\
    """
        .formatted(id, action, purpose);
  }

  // Lines

  final void operator(String verb, String resource, String name, String request, String response)
      throws Exception {
    line(OperatorAccount.USER, verb, resource, name, request, response, second, second + 1);
    second++;
  }

  final void others(String verb, String resource, String name, String request, String response)
      throws Exception {
    line("anybody", verb, resource, name, request, response, second, second + 1);
    second++;
  }

  final void line(
      String user,
      String verb,
      String resource,
      String name,
      String request,
      String response,
      int from,
      int to)
      throws Exception {
    write(new AuditLine(user, verb, resource, "shop", name, request, response, 200, from, to));
  }

  /** The operator writes a status that is based on version 7, which is not the newest. */
  final void conflict() throws Exception {
    var status = "highavailabilitypolicies/status";
    var request = "{\"metadata\":{\"resourceVersion\":\"7\"}}";
    var user = OperatorAccount.USER;
    write(
        new AuditLine(
            user, "update", status, "shop", "web", request, "{}", 409, second, second + 1));
    second++;
  }

  final void write(AuditLine line) throws Exception {
    Files.writeString(
        log, line.text(START) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
