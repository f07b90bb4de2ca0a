package dev.holdfast.incident;

import dev.holdfast.signal.WorkloadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one workload slot, from its detection to its end. It outlives the pods that fill the
 * slot: a restart must not make the ladder forget its rung.
 */
public record Incident(
    String id, WorkloadRef slot, Sighting sighting, Course course, Resolution resolution) {

  public boolean isOpen() {
    return resolution == Resolution.OPEN;
  }

  public String fault() {
    return sighting.fault();
  }

  public String cause() {
    return sighting.cause();
  }

  public String pod() {
    return sighting.pod();
  }

  public String podUid() {
    return sighting.podUid();
  }

  public @Nullable String occupant() {
    return sighting.occupant();
  }

  public @Nullable String node() {
    return sighting.node();
  }

  public Phases phases() {
    return course.phases();
  }

  public LadderPosition ladder() {
    return course.ladder();
  }

  public int acts() {
    return course.acts();
  }

  public Instant bornAfter() {
    return course.bornAfter();
  }

  public @Nullable Retry retry() {
    return course.retry();
  }

  public Incident seenAs(String fault, String cause, @Nullable String node) {
    return with(sighting.seenAs(fault, cause, node));
  }

  public Incident occupiedBy(@Nullable String uid) {
    return with(sighting.occupiedBy(uid));
  }

  public Incident with(LadderPosition ladder) {
    return with(course.with(ladder));
  }

  /** With no phase that begins later than now. */
  public Incident begunBy(Instant now) {
    return with(course.begunBy(now));
  }

  public Incident decided(Instant now, Instant newest) {
    return with(course.decided(now, newest));
  }

  public Incident acted(Instant now, Instant deadline) {
    return with(course.acted(now, deadline));
  }

  public Incident diverted(Instant now) {
    return with(course.diverted(now));
  }

  public Incident unrefused() {
    return with(course.unrefused());
  }

  public Incident refused(Retry retry) {
    return with(course.refused(retry));
  }

  public Incident closed(Resolution how, @Nullable Instant readyAt) {
    return new Incident(id, slot, sighting, course.ended(readyAt), how);
  }

  private Incident with(Sighting changed) {
    return new Incident(id, slot, changed, course, resolution);
  }

  private Incident with(Course changed) {
    return new Incident(id, slot, sighting, changed, resolution);
  }
}
