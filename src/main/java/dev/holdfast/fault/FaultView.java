package dev.holdfast.fault;

import dev.holdfast.api.Detection;
import dev.holdfast.health.Fleet;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.Map;

/**
 * What faults are found in.
 *
 * @param owners controllers by uid
 */
public record FaultView(
    List<PodSignal> pods, Map<String, OwnerSignal> owners, Fleet fleet, Detection detection) {}
