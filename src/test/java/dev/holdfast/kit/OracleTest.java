package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle lets pass what an operator must do, and finds each thing that it must not. */
class OracleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TAINT =
      "{\"key\":\"holdfast.dev/unhealthy\",\"effect\":\"NoSchedule\"}";
  private static final String MARK =
      """
      [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},
      {"op":"add","path":"/metadata/annotations/holdfast.dev~1marked","value":"Lost"},
      {"op":"add","path":"/spec/taints","value":[%s]}]\
      """
          .formatted(TAINT);
  private static final String WITH_UID = "{\"preconditions\":{\"uid\":\"u-p\"}}";
  private static final String FORCED =
      "{\"preconditions\":{\"uid\":\"u-p\"},\"gracePeriodSeconds\":0}";
  private static final String EVICTION = "{\"deleteOptions\":" + WITH_UID + "}";

  private final Path log;
  private final Oracle oracle;
  private final List<Absence> absences = new ArrayList<>();
  private int second;

  OracleTest(@TempDir Path folder) {
    this.log = folder.resolve("audit.log");
    this.oracle = new Oracle(log, () -> absences);
  }

  // What is right

  @Test
  void aRecordedDeleteOnAMarkedLostNodeIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    record();
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aRecordedForcedDeleteOnAConfirmedNodeIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    others("patch", "pods/status", "p", "{}", pod("p", "n1", true));
    delete(FORCED);
    assertThat(oracle.violations()).isEmpty();
  }

  /** A small pod is created faster than the log is written. */
  @Test
  void aForcedDeleteThatIsLoggedAfterItsSuccessorCameIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    int sent = second;
    var successor = pod("p", "", false).replace("u-p", "u-p2");
    others(
        "create", "pods", "p", "{}", successor.replace("uid\"", "resourceVersion\":\"9\",\"uid\""));
    line(OperatorAccount.USER, "delete", "pods", "p", FORCED, pod("p", "n1", true), sent, second);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aRecordedEvictionAboveMinAvailableIsRight() throws Exception {
    theScene();
    record("Evict", "FAULTY_POD");
    evict();
    assertThat(oracle.violations()).isEmpty();
  }

  /** Nobody can look and call at once. */
  @Test
  void aRemovalThatComesRightAfterThatOfAnotherIsRight() throws Exception {
    theScene();
    record("Evict", "FAULTY_POD");
    others("create", "pods/eviction", "p", "{}", "{}");
    evict();
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void whatOthersDoIsTheirs() throws Exception {
    theScene();
    others("delete", "pods", "p", "{}", pod("p", "n1", true));
    others("patch", "nodes", "n1", "{}", node("n1", "True", false, ""));
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void theLogIsReadOnAsItGrows() throws Exception {
    theSceneOfALoss();
    assertThat(oracle.violations()).isEmpty();
    operator("patch", "deployments", "web", "{}", "{}");
    assertThat(oracle.violations()).hasSize(1);
    assertThat(oracle.violations()).hasSize(1);
  }

  // What is wrong

  @Test
  void aDeleteBeforeTheTaintIsFound() throws Exception {
    theSceneOfALoss();
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    mark("n1");
    assertFound("without our taint");
  }

  @Test
  void aDeleteBeforeTheTaintWasAnsweredIsFound() throws Exception {
    theSceneOfALoss();
    record("Delete", "LOST_NODE");
    int sent = second;
    mark("n1");
    line(
        OperatorAccount.USER,
        "delete",
        "pods",
        "p",
        WITH_UID,
        pod("p", "n1", true),
        sent,
        sent + 9);
    assertFound("without our taint");
  }

  @Test
  void aDeleteAfterTheTaintWentIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    others("patch", "nodes", "n1", "{}", node("n1", "Unknown", false, ""));
    delete(WITH_UID);
    assertFound("without our taint");
  }

  @Test
  void anEvictionFromASickNodeBeforeTheTaintIsFound() throws Exception {
    theScene();
    record("Evict", "IMPAIRED_NODE");
    evict();
    assertFound("without our taint");
  }

  @Test
  void aDeleteOnAReadyNodeIsFound() throws Exception {
    theScene();
    operator("patch", "nodes", "n1", MARK, node("n1", "True", true, ""));
    second += 5;
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    assertFound("is Ready, and so not Lost");
  }

  @Test
  void aDeleteOnANodeWhoseLeaseRenewsIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    renew("n1");
    second += 3;
    delete(WITH_UID);
    assertFound("renews its lease");
  }

  @Test
  void aForcedDeleteNeedsTheWordForThisBoot() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b2");
    record("ForceDelete", "LOST_NODE");
    delete(FORCED);
    assertFound("nobody confirmed dead");
  }

  @Test
  void aRemovalWithoutARecordedIntentIsFound() throws Exception {
    theScene();
    evict();
    assertFound("without a recorded intent");
  }

  @Test
  void aRemovalOtherThanTheRecordedOneIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Evict", "LOST_NODE");
    delete(WITH_UID);
    assertFound("without a recorded intent");
  }

  @Test
  void aRemovalBeforeItsIntentWasAnsweredIsFound() throws Exception {
    theScene();
    int sent = second;
    record("Evict", "FAULTY_POD");
    line(OperatorAccount.USER, "create", "pods/eviction", "p", EVICTION, "{}", sent, sent + 9);
    assertFound("without a recorded intent");
  }

  @Test
  void aDisruptionWithoutARecordedIntentIsFound() throws Exception {
    theScene();
    operator(
        "patch",
        "pods/status",
        "p",
        "{\"metadata\":{\"uid\":\"u-p\"},\"status\":{\"conditions\":[{\"type\":\"DisruptionTarget\"}]}}",
        pod("p", "n1", true));
    assertFound("without a recorded intent");
  }

  @Test
  void aRemovalOutsideOfThePolicysNamespaceIsFound() throws Exception {
    theScene();
    record("Evict", "FAULTY_POD");
    write(
        OperatorAccount.USER,
        "create",
        "pods/eviction",
        "elsewhere",
        "p",
        EVICTION,
        "{}",
        second,
        second + 1);
    assertFound("outside of its namespace");
  }

  @Test
  void aRemovalOfAPodThatThePolicyDoesNotSelectIsFound() throws Exception {
    theScene();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Enforce", "other", "[]"));
    second += 5;
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Enforce", "other", intent("1", "Evict", "FAULTY_POD")));
    evict();
    assertFound("does not select");
  }

  @Test
  void aRemovalInObserveIsFound() throws Exception {
    theScene();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Observe", "web", "[]"));
    second += 5;
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Observe", "web", intent("1", "Evict", "FAULTY_POD")));
    evict();
    assertFound("does not enforce");
  }

  @Test
  void aMarkInObserveIsFound() throws Exception {
    theSceneOfALoss();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Observe", "web", "[]"));
    second += 5;
    mark("n1");
    assertFound("without a pod of a policy that enforces");
  }

  @Test
  void anIntentDoneTwiceIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    delete(WITH_UID);
    assertFound("does intent shop/web 1 twice");
  }

  @Test
  void aRemovalOfAPodOnItsWayOutIsFound() throws Exception {
    theScene();
    others("create", "pods/eviction", "p", "{}", "{}");
    second += 5;
    record("Evict", "FAULTY_POD");
    evict();
    assertFound("terminating already");
  }

  @Test
  void aSecondRemovalOfAPodByAnotherIntentIsFound() throws Exception {
    theScene();
    record("Evict", "FAULTY_POD");
    evict();
    status(intent("2", "Evict", "FAULTY_POD"));
    evict();
    assertFound("terminating already");
  }

  @Test
  void anEvictionBelowMinAvailableIsFound() throws Exception {
    theScene();
    others("patch", "pods/status", "q", "{}", pod("q", "n2", false));
    second += 5;
    record("Evict", "FAULTY_POD");
    evict();
    assertFound("leaves policy shop/web 0 ready pods of the 1 that it promises");
  }

  @Test
  void aMarkBeyondTheBrakeIsFound() throws Exception {
    theSceneOfALoss();
    node("n2", "Unknown", false, "");
    mark("n1");
    second += 5;
    assertThat(oracle.violations()).isEmpty();
    mark("n2");
    assertFound("over the brake of 1");
  }

  @ParameterizedTest
  @CsvSource({"mark", "evict"})
  void anActUnderTheEmergencyStopIsFound(String act) throws Exception {
    theSceneOfALoss();
    record("Evict", "FAULTY_POD");
    write(
        "anybody",
        "create",
        "configmaps",
        OperatorAccount.NAMESPACE,
        "emergency-stop",
        "{}",
        "{\"metadata\":{\"name\":\"emergency-stop\"}}",
        second,
        second + 1);
    second += 5;
    if (act.equals("mark")) mark("n1");
    else evict();
    assertFound("under the emergency stop");
  }

  @Test
  void aReplacementOnTheLostNodeIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    others("create", "pods", "r", "{}", pod("r", "", false));
    others("create", "pods/binding", "r", "{\"target\":{\"name\":\"n1\"}}", "{}");
    assertFound("bound to node 'n1', which is lost");
  }

  @Test
  void aSecondWriterOfAnIdentityIsFound() throws Exception {
    theSceneOfALoss();
    runsOnBehindACut("u-p");
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    delete(FORCED);
    others(
        "patch",
        "pods/status",
        "p",
        "{}",
        pod("p", "n2", true).replace("\"uid\":\"u-p\"", "\"uid\":\"u-p2\""));
    assertFound("second writer of identity shop/p");
  }

  @Test
  void aSecondWriterOfAVolumeIsFound() throws Exception {
    var volume = "\"spec\":{\"volumes\":[{\"persistentVolumeClaim\":{\"claimName\":\"data\"}}],";
    theSceneOfALoss();
    runsOnBehindACut("u-p");
    mark("n1");
    record("Delete", "LOST_NODE");
    var writer = pod("p", "n1", true).replace("\"spec\":{", volume);
    operator("delete", "pods", "p", WITH_UID, writer);
    others("patch", "pods/status", "r", "{}", pod("r", "n2", true).replace("\"spec\":{", volume));
    assertFound("second writer of volume claim shop/data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          delete | pods          | {"kind":"DeleteOptions"}
          create | pods/eviction | {"deleteOptions":{}}
          patch  | pods/status   | {"metadata":{"uid":"u"},"status":{"conditions":[{"type":"Ready"}]}}
          patch  | pods/status   | {"metadata":{"uid":"u"},"status":{"phase":"Failed"}}
          patch  | pods          | {"metadata":{"labels":{}}}
          patch  | nodes         | [{"op":"add","path":"/spec/taints","value":[{"key":"holdfast.dev/unhealthy"}]}]
          update | nodes         | {}
          patch  | deployments   | {}
          delete | deployments   | {}
          create | pods          | {}
          update | leases        | {}
          """)
  void whatTheOperatorMustNotSendIsFound(String verb, String resource, String body)
      throws Exception {
    operator(verb, resource, "x", body, "{}");
    assertThat(oracle.violations()).isNotEmpty();
  }

  @Test
  void aTaintWithoutTheMarkBesideItIsFound() throws Exception {
    theSceneOfALoss();
    var patch =
        """
        [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},
        {"op":"add","path":"/spec/taints","value":[%s]}]\
        """;
    operator("patch", "nodes", "n1", patch.formatted(TAINT), node("n1", "Unknown", false, ""));
    assertFound("without the mark beside it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/unschedulable                | true
          /spec/taints/-                     | {"key":"node.kubernetes.io/unreachable"}
          /metadata/annotations/team~1note   | "x"
          /metadata/labels/zone              | "a"
          """)
  void whatANodePatchMustNotTouchIsFound(String path, String value) throws Exception {
    theSceneOfALoss();
    var patch = MARK.replace("]}]", "]},{\"op\":\"add\",\"path\":\"%s\",\"value\":%s}]");
    operator("patch", "nodes", "n1", patch.formatted(path, value), marked("n1"));
    assertFound(path);
  }

  private void assertFound(String misdeed) {
    assertThat(oracle.violations()).singleElement().asString().contains(misdeed);
  }

  // Scenes

  /** Nodes n1 and n2 that are well, with one ready pod of a policy each, p and q. */
  private void theScene() throws Exception {
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
  private void theSceneOfALoss() throws Exception {
    theScene();
    others("patch", "nodes/status", "n1", "{}", node("n1", "Unknown", false, ""));
    second += 9;
  }

  private void runsOnBehindACut(String uid) {
    var pod = new RunningPod("shop", "p", uid);
    absences.add(new Absence("n1", START, null, Set.of(pod)));
  }

  private void renew(String node) throws Exception {
    write(
        "system:node:" + node,
        "update",
        "leases",
        "kube-node-lease",
        node,
        "null",
        "null",
        second,
        second + 1);
    second++;
  }

  // The operator's acts

  private void mark(String node) throws Exception {
    operator("patch", "nodes", node, MARK, marked(node));
  }

  private void record(String action, String purpose) throws Exception {
    status(intent("1", action, purpose));
  }

  /** Nothing is recorded any more. */
  private void record() throws Exception {
    status("[]");
  }

  private void status(String intents) throws Exception {
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Enforce", "web", intents));
  }

  private void delete(String options) throws Exception {
    operator("delete", "pods", "p", options, pod("p", "n1", true));
  }

  private void evict() throws Exception {
    operator("create", "pods/eviction", "p", EVICTION, "{}");
  }

  // Objects

  private static String marked(String node) {
    return """
    {"metadata":{"name":"%s","annotations":{"holdfast.dev/marked":"Lost"}},
    "spec":{"taints":[%s]},"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}\
    """
        .formatted(node, TAINT);
  }

  /** A node whose boot is b1, and what somebody confirmed of it. */
  private String node(String name, String ready, boolean tainted, String confirmed)
      throws Exception {
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

  private static String pod(String name, String node, boolean ready) {
    return """
    {"metadata":{"namespace":"shop","name":"%1$s","uid":"u-%1$s","labels":{"app":"web"},
    "ownerReferences":[{"kind":"ReplicaSet","uid":"rs","controller":true}]},
    "spec":{"nodeName":"%2$s"},
    "status":{"phase":"%3$s","conditions":[{"type":"Ready","status":"%4$s"}]}}\
    """
        .formatted(name, node, ready ? "Running" : "Pending", ready ? "True" : "False");
  }

  private static String policy(String mode, String app, String intents) {
    return """
    {"metadata":{"namespace":"shop","name":"web"},
    "spec":{"mode":"%s","selector":{"matchLabels":{"app":"%s"}}},"status":{"intents":%s}}\
    """
        .formatted(mode, app, intents);
  }

  private static String intent(String id, String action, String purpose) {
    return """
    [{"id":"%s","action":"%s","purpose":"%s","pod":{"name":"p","uid":"u-p"}}]\
    """
        .formatted(id, action, purpose);
  }

  // Lines

  private void operator(String verb, String resource, String name, String request, String response)
      throws Exception {
    line(OperatorAccount.USER, verb, resource, name, request, response, second, second + 1);
    second++;
  }

  private void others(String verb, String resource, String name, String request, String response)
      throws Exception {
    line("anybody", verb, resource, name, request, response, second, second + 1);
    second++;
  }

  private void line(
      String user,
      String verb,
      String resource,
      String name,
      String request,
      String response,
      int from,
      int to)
      throws Exception {
    write(user, verb, resource, "shop", name, request, response, from, to);
  }

  private void write(
      String user,
      String verb,
      String resource,
      String namespace,
      String name,
      String request,
      String response,
      int from,
      int to)
      throws Exception {
    var path = resource.split("/", 2);
    var line =
        """
        {"requestReceivedTimestamp":"%s","stageTimestamp":"%s",
        "verb":"%s","user":{"username":"%s"},"objectRef":{"resource":"%s","subresource":"%s",
        "namespace":"%s","name":"%s"},"responseStatus":{"code":200},
        "requestObject":%s,"responseObject":%s}\
        """
            .formatted(
                START.plusSeconds(from),
                START.plusSeconds(to),
                verb,
                user,
                path[0],
                path.length > 1 ? path[1] : "",
                namespace,
                name,
                request,
                response)
            .replace("\n", "");
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
