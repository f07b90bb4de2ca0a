/** Holds what deploy/monitoring and docs/metrics.md say to what Holdfast tells. */
@NullMarked
package dev.holdfast.monitoring;

import org.jspecify.annotations.NullMarked;
