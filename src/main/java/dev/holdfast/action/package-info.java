/**
 * Recorded intents in, outcomes out, through one gate and the cluster port; does I/O through the
 * port only.
 */
@NullMarked
package dev.holdfast.action;

import org.jspecify.annotations.NullMarked;
