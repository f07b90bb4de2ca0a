package dev.holdfast.kit.net;

/** Something that is wrong with a network until it is healed. */
public final class Fault implements AutoCloseable {
  private final Runnable cure;

  Fault(Runnable cure) {
    this.cure = cure;
  }

  /** Once. */
  public void heal() {
    cure.run();
  }

  @Override
  public void close() {
    heal();
  }
}
