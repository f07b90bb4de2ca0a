/** Receivers of the tests are real servers, on loopback. */
@NullMarked
package dev.holdfast.alarm;

import org.jspecify.annotations.NullMarked;
