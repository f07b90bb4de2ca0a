package dev.holdfast.signal;

/** What a probe brought. Only {@link #SILENT} may mean that nothing is there any more. */
public enum ProbeAnswer {
  /** The application replied, with whatever: a refusal to serve us is an answer. */
  ANSWERED,

  /** The connection stands and nothing replies: a frozen process's kernel still accepts. */
  HUNG,

  /** The address answers that nobody listens there: its kernel lives, or another one does. */
  REFUSED,

  /** Nothing at all came back. */
  SILENT;

  public boolean isMiss() {
    return this != ANSWERED;
  }
}
