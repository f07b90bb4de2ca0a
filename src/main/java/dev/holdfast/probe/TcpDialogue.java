package dev.holdfast.probe;

import java.nio.ByteBuffer;

/** There is a listener. */
final class TcpDialogue implements Dialogue {
  private static final Finding FOUND = new Finding(true, "connected");

  @Override
  public Finding begin(Wire wire) {
    return FOUND;
  }

  @Override
  public Finding go(ByteBuffer bytes, Wire wire) {
    return FOUND;
  }
}
