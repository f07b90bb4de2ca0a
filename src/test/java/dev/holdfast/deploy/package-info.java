/** The manifests that users apply: put together from their parts, and held to what they promise. */
@NullMarked
package dev.holdfast.deploy;

import org.jspecify.annotations.NullMarked;
