/** Steps and statuses in, API calls out; every write to the API server lives here. */
@NullMarked
package dev.holdfast.kube.write;

import org.jspecify.annotations.NullMarked;
