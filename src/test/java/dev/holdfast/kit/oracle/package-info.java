/** Audit events and hosts' absences in, the operator's misdeeds in words out; no I/O. */
@NullMarked
package dev.holdfast.kit.oracle;

import org.jspecify.annotations.NullMarked;
