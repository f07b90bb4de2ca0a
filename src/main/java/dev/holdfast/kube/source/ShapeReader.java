package dev.holdfast.kube.source;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.signal.DeclaredPort;
import dev.holdfast.signal.NodeTerm;
import dev.holdfast.signal.PodShape;
import dev.holdfast.signal.Selector;
import dev.holdfast.signal.TolerationSignal;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a pod's spec to what its template says. */
final class ShapeReader {
  private static final String DEFAULT_SCHEDULER = "default-scheduler";

  /** The API server's own defaults, for objects that did not pass through it. */
  private static final int PROBE_PERIOD = 10;

  private static final int PROBE_FAILURES = 3;

  static PodShape read(PodSpec spec) {
    var affinity = Given.part(spec.getAffinity(), Affinity::new);
    return new PodShape(
        Given.map(spec.getNodeSelector()),
        nodeTerms(affinity).map(ShapeReader::term).filter(Objects::nonNull).toList(),
        Given.each(spec.getTolerations()).map(ShapeReader::toleration).toList(),
        PodRequests.of(spec),
        soloUse(spec),
        unjudged(spec, affinity),
        ports(spec),
        startupBudget(spec));
  }

  private static Stream<NodeSelectorTerm> nodeTerms(Affinity affinity) {
    var node = Given.part(affinity.getNodeAffinity(), NodeAffinity::new);
    var required =
        Given.part(node.getRequiredDuringSchedulingIgnoredDuringExecution(), NodeSelector::new);
    return Given.each(required.getNodeSelectorTerms());
  }

  /** Absent where the term has an operator that we do not know: it is then listed as unjudged. */
  private static @Nullable NodeTerm term(NodeSelectorTerm term) {
    try {
      return new NodeTerm(selector(term.getMatchExpressions()), selector(term.getMatchFields()));
    } catch (IllegalArgumentException unknownOperator) {
      return null;
    }
  }

  private static Selector selector(@Nullable List<NodeSelectorRequirement> requirements) {
    return new Selector(Given.each(requirements).map(ShapeReader::requirement).toList());
  }

  private static Selector.Requirement requirement(NodeSelectorRequirement requirement) {
    return new Selector.Requirement(
        Given.text(requirement.getKey()),
        Selector.Operator.of(Given.text(requirement.getOperator())),
        Given.each(requirement.getValues()).collect(toSet()));
  }

  private static TolerationSignal toleration(Toleration toleration) {
    var seconds = toleration.getTolerationSeconds();
    return new TolerationSignal(
        Given.text(toleration.getKey()),
        Given.text(toleration.getOperator()),
        Given.text(toleration.getValue()),
        Given.text(toleration.getEffect()),
        seconds == null ? null : Given.seconds(seconds));
  }

  private static Set<String> soloUse(PodSpec spec) {
    var uses = new HashSet<String>();
    if (Given.flag(spec.getHostNetwork())) uses.add(PodShape.HOST_NETWORK);
    if (usesHostPort(spec)) uses.add("hostPort");
    VolumeUse.shared(spec).forEach(uses::add);
    return uses;
  }

  private static Set<DeclaredPort> ports(PodSpec spec) {
    return allContainers(spec)
        .flatMap(container -> Given.each(container.getPorts()))
        .filter(port -> !Given.text(port.getProtocol()).equals("UDP"))
        .filter(port -> !Given.text(port.getProtocol()).equals("SCTP"))
        .map(p -> new DeclaredPort(Given.text(p.getName()), Given.number(p.getContainerPort(), 0)))
        .collect(toSet());
  }

  private static boolean usesHostPort(PodSpec spec) {
    return allContainers(spec)
        .flatMap(container -> Given.each(container.getPorts()))
        .anyMatch(port -> Given.number(port.getHostPort(), 0) > 0);
  }

  private static Stream<Container> allContainers(PodSpec spec) {
    return Stream.concat(Given.each(spec.getContainers()), Given.each(spec.getInitContainers()));
  }

  private static Set<String> unjudged(PodSpec spec, Affinity affinity) {
    var constraints = new HashSet<String>();
    if (requiresPodAffinity(affinity)) constraints.add("podAffinity");
    if (requiresPodAntiAffinity(affinity)) constraints.add("podAntiAffinity");
    if (nodeTerms(affinity).anyMatch(t -> term(t) == null)) constraints.add("nodeAffinity");
    if (mustSpread(spec)) constraints.add("topologySpreadConstraints");
    if (Given.each(spec.getResourceClaims()).findAny().isPresent())
      constraints.add("resourceClaims");
    if (hasOtherScheduler(spec)) constraints.add("schedulerName");
    if (spec.getSchedulingGroup() != null) constraints.add("schedulingGroup");
    if (VolumeUse.hasClaims(spec)) constraints.add("persistentVolumeClaims");
    return constraints;
  }

  private static boolean requiresPodAffinity(Affinity affinity) {
    var pods = affinity.getPodAffinity();
    return pods != null
        && Given.each(pods.getRequiredDuringSchedulingIgnoredDuringExecution())
            .findAny()
            .isPresent();
  }

  private static boolean requiresPodAntiAffinity(Affinity affinity) {
    var pods = affinity.getPodAntiAffinity();
    return pods != null
        && Given.each(pods.getRequiredDuringSchedulingIgnoredDuringExecution())
            .findAny()
            .isPresent();
  }

  private static boolean mustSpread(PodSpec spec) {
    return Given.each(spec.getTopologySpreadConstraints())
        .anyMatch(spread -> !"ScheduleAnyway".equals(spread.getWhenUnsatisfiable()));
  }

  private static boolean hasOtherScheduler(PodSpec spec) {
    var name = Given.text(spec.getSchedulerName());
    return !name.isEmpty() && !name.equals(DEFAULT_SCHEDULER);
  }

  private static @Nullable Duration startupBudget(PodSpec spec) {
    var sidecars = Given.each(spec.getInitContainers()).filter(PodRequests::isSidecar);
    return Stream.concat(Given.each(spec.getContainers()), sidecars)
        .map(Container::getStartupProbe)
        .filter(Objects::nonNull)
        .map(ShapeReader::budget)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Duration budget(Probe probe) {
    long period = Given.number(probe.getPeriodSeconds(), PROBE_PERIOD);
    long failures = Given.number(probe.getFailureThreshold(), PROBE_FAILURES);
    long delay = Given.number(probe.getInitialDelaySeconds(), 0);
    return Given.seconds(delay + period * failures);
  }

  private ShapeReader() {}
}
