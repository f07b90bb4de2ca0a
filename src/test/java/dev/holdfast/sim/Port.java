package dev.holdfast.sim;

/** What a packet is for, as far as a firewall would tell. */
enum Port {
  /** 10250 of a host. */
  KUBELET,

  /** A pod's own. */
  POD,

  /** The API server's. */
  API
}
