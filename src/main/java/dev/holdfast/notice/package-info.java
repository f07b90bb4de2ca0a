/** What people are told: transitions in, events as values out; only the sender does I/O. */
@NullMarked
package dev.holdfast.notice;

import org.jspecify.annotations.NullMarked;
