/** Tests against a real control plane: they need its binaries (processes, loopback sockets). */
@NullMarked
package dev.holdfast.it;

import org.jspecify.annotations.NullMarked;
