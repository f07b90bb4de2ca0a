package dev.holdfast.signal;

/** One term of a required node affinity: all of its expressions and fields must match. */
public record NodeTerm(Selector labels, Selector fields) {

  public boolean matches(NodeSignal node) {
    boolean empty = labels.requirements().isEmpty() && fields.requirements().isEmpty();
    return !empty
        && labels.matches(node.labels())
        && fields.requirements().stream()
            .allMatch(r -> r.key().equals("metadata.name") && r.matches(node.name()));
  }
}
