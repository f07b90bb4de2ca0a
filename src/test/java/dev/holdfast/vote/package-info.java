/** Votes: what they say, when an observer abstains, and their form. */
@NullMarked
package dev.holdfast.vote;

import org.jspecify.annotations.NullMarked;
