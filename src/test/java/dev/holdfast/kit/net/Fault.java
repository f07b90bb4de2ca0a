package dev.holdfast.kit.net;

/** Something that is wrong with a network until it is healed. */
public final class Fault {
  private final Runnable cure;

  Fault(Runnable cure) {
    this.cure = cure;
  }

  /** Once. */
  public void heal() {
    cure.run();
  }
}
