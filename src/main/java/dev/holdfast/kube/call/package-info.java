/** HTTP requests to the API server in, what each was about and how it was answered out. */
@NullMarked
package dev.holdfast.kube.call;

import org.jspecify.annotations.NullMarked;
