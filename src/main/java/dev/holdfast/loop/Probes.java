package dev.holdfast.loop;

import dev.holdfast.signal.ProbeRun;
import java.util.Map;

/** What this replica's probes bring. */
interface Probes {
  /** By the uid of the node or the pod. */
  Map<String, ProbeRun> runs();

  /** How many probes of it in a row must bring the same. */
  int failureThreshold(String target);
}
