/**
 * Hosts that cross a network: names in, network namespaces with a router between them out
 * (processes, network interfaces). Needs root and iproute2.
 */
@NullMarked
package dev.holdfast.kit.net;

import org.jspecify.annotations.NullMarked;
