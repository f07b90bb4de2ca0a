/** Environment variables in, one checked record of settings out; no I/O. */
@NullMarked
package dev.holdfast.config;

import org.jspecify.annotations.NullMarked;
