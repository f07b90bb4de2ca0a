/** The demo: a host that runs replicas crashes, and what follows is told with times. */
@NullMarked
package dev.holdfast.demo;

import org.jspecify.annotations.NullMarked;
