package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeWarning;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.ObjectReference;

/**
 * An Event about a node, and how often it happened so far: it is counted up instead of repeated.
 */
record WarningEvent(String node, String reason, int count) {
  private static final String NODE = "Node";

  /** API servers look at no name in an Event; no node has a longer one. */
  private static final int LONGEST_NAME = 253;

  static WarningEvent read(Event event) {
    var about = Given.part(event.getInvolvedObject(), ObjectReference::new);
    var node = NODE.equals(about.getKind()) ? Given.text(about.getName()) : "";
    var series = Given.part(event.getSeries(), EventSeries::new);
    int count = Math.max(Given.number(event.getCount(), 1), Given.number(series.getCount(), 1));
    return new WarningEvent(node, Given.text(event.getReason()), Math.max(1, count));
  }

  /** Of the many that are written about nodes. */
  boolean matters() {
    return !node.isEmpty() && node.length() <= LONGEST_NAME && NodeWarning.REASONS.contains(reason);
  }
}
