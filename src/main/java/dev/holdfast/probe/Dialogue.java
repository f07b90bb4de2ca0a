package dev.holdfast.probe;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is said over one connection until it is known how the target is. */
interface Dialogue {
  /** After it could be said; a finding, if a connection is all that was wanted. */
  @Nullable Finding begin(Wire wire);

  /** Null until enough was said. */
  @Nullable Finding go(ByteBuffer bytes, Wire wire);
}
