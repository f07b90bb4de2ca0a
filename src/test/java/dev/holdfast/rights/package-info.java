/** Rights that the manifest grants, and rights used, in; what does not fit out; reads files. */
@NullMarked
package dev.holdfast.rights;

import org.jspecify.annotations.NullMarked;
