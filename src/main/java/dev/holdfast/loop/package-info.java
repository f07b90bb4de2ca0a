/** Wake-ups in, passes run and their plans executed; drives threads and timers. */
@NullMarked
package dev.holdfast.loop;

import org.jspecify.annotations.NullMarked;
