/**
 * Hosts that cross a network: names in, network namespaces with a router between them out
 * (processes, network interfaces). Needs root and iproute2.
 *
 * <p>Real here: links, routes, silence, refusal, loss and delay, as kernels show them to real
 * processes. Simulated: kubelets, and what their pods run, which is one process a host that listens
 * at their addresses. Such a kubelet takes back a mark of not ready on a pod that runs half a
 * second after it hears of it, as long as its host's link is up; a real one may take ten seconds.
 */
@NullMarked
package dev.holdfast.kit.net;

import org.jspecify.annotations.NullMarked;
