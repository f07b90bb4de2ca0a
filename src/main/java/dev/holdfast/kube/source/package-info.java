/** Watches in, records and wake-ups out; every informer lives here. */
@NullMarked
package dev.holdfast.kube.source;

import org.jspecify.annotations.NullMarked;
