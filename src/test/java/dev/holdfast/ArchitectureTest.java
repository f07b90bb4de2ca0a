package dev.holdfast;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.holdfast.action.Cluster;
import dev.holdfast.action.StraightToTheCluster;
import dev.holdfast.fault.ReadsTheClock;
import dev.holdfast.health.KnowsTheCustomResource;
import dev.holdfast.incident.LogsAndOpensFiles;
import dev.holdfast.loop.ChangesThePodItself;
import dev.holdfast.notice.TellsByItself;
import dev.holdfast.ops.HoldsAClient;
import dev.holdfast.plan.BelievesARumour;
import dev.holdfast.plan.StartsAThread;
import dev.holdfast.signal.LooksAhead;
import dev.holdfast.signal.NodeWarning;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The layering as a test. Each rule comes with a class of the test tree that breaks it, in the
 * package that it is about: a rule that nothing can break protects nothing.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.holdfast.";

  /** In the direction in which data flows: a package may use those before it, and itself. */
  private static final List<String> FLOW =
      List.of(
          "pack",
          "signal",
          "vote",
          "api",
          "health",
          "fault",
          "incident",
          "notice",
          "ledger",
          "plan",
          "pass",
          "status",
          "action");

  private static final String[] DECIDING =
      packages(
          "pack",
          "signal",
          "vote",
          "health",
          "fault",
          "incident",
          "ledger",
          "plan",
          "pass",
          "status",
          "notice");

  private static final Path CLASSES = Path.of("target/classes");
  private static final JavaClasses MAIN = new ClassFileImporter().importPath(CLASSES);

  private static final DescribedPredicate<JavaClass> SHELLS =
      assignableTo(CustomResource.class).as("the custom resources");

  private static final DescribedPredicate<JavaClass> RECORDS_OF_THE_API =
      resideInAPackage("dev.holdfast.api..").and(not(SHELLS)).as("the records of the API");

  /** Annotations that describe the schema to the CRD generator, and the type that one names. */
  private static final DescribedPredicate<JavaClass> SCHEMA =
      resideInAnyPackage(
              "io.fabric8.generator.annotation..", "io.fabric8.crd.generator.annotation..")
          .or(nameMatching("io\\.fabric8\\.kubernetes\\.api\\.model\\.IntOrString"))
          .as("schema annotations");

  /** What the packages of I/O have for bytes that never leave the process. */
  private static final DescribedPredicate<JavaClass> IN_MEMORY =
      nameMatching("java\\.io\\.(ByteArray)?OutputStream|java\\.nio\\.(ByteBuffer|Buffer.*)")
          .forSubtype();

  private static final DescribedPredicate<JavaClass> EFFECTS =
      resideInAnyPackage(
              "io.fabric8..",
              "io.javaoperatorsdk..",
              "org.slf4j..",
              "io.micrometer..",
              "java.io..",
              "java.net..",
              "java.nio..",
              "java.util.concurrent..")
          .or(nameMatching("java\\.lang\\.(Thread|Process|Runtime)\\b.*"))
          .or(assignableTo(Random.class))
          .or(assignableTo(Clock.class))
          .and(not(IN_MEMORY))
          .as("clients, logs, files, sockets, threads, clocks or chance");

  private static final DescribedPredicate<JavaCall<?>> TIME_OR_CHANCE =
      calls(assignableTo(System.class), "nanoTime|currentTimeMillis|getenv|getProperty|exit")
          .or(calls(resideInAPackage("java.time.."), "now"))
          .or(calls(assignableTo(Math.class), "random"))
          .or(calls(assignableTo(UUID.class), "randomUUID"))
          .as("what the time is, or chance");

  private static final DescribedPredicate<JavaCall<?>> CHANGE_OF_AN_API_OBJECT =
      calls(
              resideInAPackage("io.fabric8.kubernetes.client.."),
              "create|createOr.*|update|updateStatus|updateScale|patch|patchStatus|edit|editStatus"
                  + "|replace|replaceStatus|delete|deleteAnd.*|evict|scale|serverSideApply|raw")
          .as("a change of an object of the API server");

  private static final DescribedPredicate<JavaCall<?>> CHANGE_BY_THE_PORT =
      calls(assignableTo(Cluster.class), "(?!look|lookAtNode|<init>).*")
          .as("a change through the cluster port");

  private static DescribedPredicate<JavaCall<?>> calls(
      DescribedPredicate<JavaClass> of, String methods) {
    return target(owner(of)).and(target(nameMatching(methods)));
  }

  private static final ArchRule DECIDING_CODE_IS_PURE =
      noClasses().that().resideInAnyPackage(DECIDING).should().dependOnClassesThat(EFFECTS);

  private static final ArchRule DECIDING_CODE_READS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(DECIDING)
          .or(RECORDS_OF_THE_API)
          .should()
          .callCodeUnitWhere(TIME_OR_CHANCE);

  private static final ArchRule RECORDS_OF_THE_API_ARE_PURE =
      noClasses().that(RECORDS_OF_THE_API).should().dependOnClassesThat(EFFECTS.and(not(SCHEMA)));

  private static final ArchRule DECIDING_CODE_KNOWS_NO_CUSTOM_RESOURCE =
      noClasses()
          .that()
          .resideInAnyPackage(DECIDING)
          .or(RECORDS_OF_THE_API)
          .should()
          .dependOnClassesThat(SHELLS);

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  private static final ArchRule ONLY_KUBE_WRITE_CHANGES_OBJECTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.holdfast.kube.write..")
          .and(
              not(
                  describe(
                      "the leader's lease", c -> c.getName().equals(ROOT + "loop.LeaderLease"))))
          .and(
              not(
                  describe(
                      "the elector's lock", c -> c.getName().equals(ROOT + "loop.StampingLock"))))
          .should()
          .callCodeUnitWhere(CHANGE_OF_AN_API_OBJECT);

  private static final ArchRule ONLY_ACTION_CHANGES_THE_CLUSTER =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.holdfast.action..")
          .and(not(assignableTo(Cluster.class)))
          .should()
          .callCodeUnitWhere(CHANGE_BY_THE_PORT);

  private static final ArchRule ONLY_THE_GATED_EXECUTORS_CHANGE_THE_CLUSTER =
      noClasses()
          .that()
          .resideInAPackage("dev.holdfast.action..")
          .and(not(nameMatching("dev\\.holdfast\\.action\\.(Executor|NodeExecutor)")))
          .should()
          .callCodeUnitWhere(CHANGE_BY_THE_PORT);

  private static final ArchRule ONLY_THE_EDGE_TOUCHES_KUBERNETES =
      noClasses()
          .that()
          .resideOutsideOfPackages(packages("kube", "loop", "probe", "api"))
          .and(not(nameMatching("dev\\.holdfast\\.Main")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..");

  /** Anybody who may write Events may forge them. */
  private static final ArchRule WHAT_EVENTS_WARN_OF_DECIDES_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage(
              packages("health", "fault", "incident", "ledger", "plan", "pass", "action", "vote"))
          .should()
          .dependOnClassesThat(assignableTo(NodeWarning.class));

  private static final Map<ArchRule, List<Class<?>>> RULES =
      Map.ofEntries(
          broken(
              DECIDING_CODE_IS_PURE,
              StartsAThread.class,
              LogsAndOpensFiles.class,
              TellsByItself.class),
          broken(DECIDING_CODE_READS_NO_CLOCK, ReadsTheClock.class),
          broken(RECORDS_OF_THE_API_ARE_PURE, dev.holdfast.api.RecordWithAClient.class),
          broken(DECIDING_CODE_KNOWS_NO_CUSTOM_RESOURCE, KnowsTheCustomResource.class),
          broken(NO_CYCLES, LooksAhead.class),
          broken(ONLY_KUBE_WRITE_CHANGES_OBJECTS, ChangesThePodItself.class),
          broken(ONLY_ACTION_CHANGES_THE_CLUSTER, ChangesThePodItself.class),
          broken(ONLY_THE_GATED_EXECUTORS_CHANGE_THE_CLUSTER, StraightToTheCluster.class),
          broken(WHAT_EVENTS_WARN_OF_DECIDES_NOTHING, BelievesARumour.class),
          broken(ONLY_THE_EDGE_TOUCHES_KUBERNETES, HoldsAClient.class));

  private static Map.Entry<ArchRule, List<Class<?>>> broken(ArchRule rule, Class<?>... by) {
    return Map.entry(rule, List.of(by));
  }

  @TestFactory
  Stream<DynamicTest> theCodeKeepsTheRules() {
    return Stream.concat(RULES.keySet().stream(), direction())
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(MAIN)));
  }

  @TestFactory
  Stream<DynamicTest> eachRuleCanFail() {
    var breakers = RULES.values().stream().flatMap(List::stream).map(ArchitectureTest::file);
    var broken =
        new ClassFileImporter().importPaths(Stream.concat(breakers, Stream.of(CLASSES)).toList());
    return Stream.concat(
            RULES.entrySet().stream(),
            Stream.of(broken(mayNotLookAhead(FLOW.indexOf("signal")), LooksAhead.class)))
        .map(
            e ->
                dynamicTest(
                    e.getKey().getDescription(), () -> isBroken(e.getKey(), e.getValue(), broken)));
  }

  private static void isBroken(ArchRule rule, List<Class<?>> breakers, JavaClasses classes) {
    var details = rule.evaluate(classes).getFailureReport().getDetails();
    for (var breaker : breakers) {
      assertThat(details).anyMatch(detail -> detail.contains(breaker.getSimpleName()));
    }
  }

  private static Path file(Class<?> type) {
    return Path.of("target/test-classes", type.getName().replace('.', '/') + ".class");
  }

  private static Stream<ArchRule> direction() {
    return IntStream.range(0, FLOW.size()).mapToObj(ArchitectureTest::mayNotLookAhead);
  }

  /** A package of the flow uses none that comes after it, nor any that is not of the flow. */
  private static ArchRule mayNotLookAhead(int at) {
    var allowed = packages(FLOW.subList(0, at + 1).toArray(String[]::new));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + FLOW.get(at) + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.holdfast..").and(not(resideInAnyPackage(allowed))))
        .as(FLOW.get(at) + " uses only what comes before it");
  }

  private static String[] packages(String... names) {
    return Stream.of(names).map(name -> ROOT + name + "..").toArray(String[]::new);
  }
}
