package dev.holdfast.health;

import dev.holdfast.signal.ProbeAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the fault of a node likely lies, by what is said of it: types of conditions and reasons of
 * Events as node-problem-detector, the EKS node monitoring agent and Kubernetes itself use them. A
 * cause begins with it; one that does not is of unknown origin, as that of a late lease.
 */
public enum FaultOrigin {
  /** The machine, its memory, accelerators and disks included. */
  HARDWARE(
      "hardware",
      "AcceleratedHardwareReady",
      "CperHardwareErrorCorrected",
      "CperHardwareErrorFatal",
      "CperHardwareErrorRecoverable",
      "DiskBadBlock",
      "Ext4Error",
      "Ext4Warning",
      "IOError",
      "MemoryReadError",
      "ReadonlyFilesystem",
      "StorageReady",
      "XfsShutdown"),

  /** The kernel, or what runs on it as a part of the node. */
  SOFTWARE(
      "software",
      "ContainerRuntimeReady",
      "ContainerRuntimeUnhealthy",
      "CorruptDockerOverlay2",
      "DiskPressure",
      "FrequentContainerdRestart",
      "FrequentDockerRestart",
      "FrequentKubeletRestart",
      "KernelDeadlock",
      "KernelOops",
      "KernelReady",
      "KubeProxyUnhealthy",
      "KubeletUnhealthy",
      "MemoryPressure",
      "NTPIsDown",
      "NTPProblem",
      "OOMKilling",
      "PIDPressure",
      "Ready",
      "TaskHung"),

  /** The node's own way to others. */
  NETWORK(
      "network",
      "ConntrackFull",
      "DNSUnreachable",
      "FrequentUnregisterNetDevice",
      "IPTablesVersionsMismatch",
      "NetworkUnavailable",
      "NetworkingReady",
      "UnregisterNetDevice"),

  /** Nothing comes back: from outside nobody can tell which. */
  HOST_OR_NETWORK("host or network"),

  UNKNOWN("");

  private static final Map<String, FaultOrigin> BY_NAME =
      Arrays.stream(values())
          .flatMap(origin -> origin.names.stream().map(name -> Map.entry(name, origin)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String words;
  private final List<String> names;

  FaultOrigin(String words, String... names) {
    this.words = words;
    this.names = List.of(names);
  }

  /** Of a condition of that type, or of an Event with that reason. */
  public static FaultOrigin of(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  /** Of a missed probe: what refuses or hangs shows that the host and the way to it live. */
  static FaultOrigin of(ProbeAnswer answer) {
    return switch (answer) {
      case SILENT -> HOST_OR_NETWORK;
      case HUNG -> SOFTWARE;
      case REFUSED -> SOFTWARE;
      case ANSWERED -> UNKNOWN;
    };
  }

  /** The evidence, after what it points at. */
  public String cause(String evidence) {
    return words.isEmpty() ? evidence : words + ": " + evidence;
  }
}
