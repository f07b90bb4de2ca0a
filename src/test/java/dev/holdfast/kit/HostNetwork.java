package dev.holdfast.kit;

/** What connects one host: where its kubelet runs, and what others see of it. */
public interface HostNetwork extends AutoCloseable {
  /** Where kubelets listen, on every node of every cluster. */
  int KUBELET_PORT = 10250;

  /** The node's InternalIP. */
  String ip();

  /** Of its pods, as kwok takes it: the first address and the length of the prefix. */
  String podCidr();

  /** Where the kubelet runs. */
  Place place();

  /** Where the simulated kubelet itself listens on {@link #ip()}. */
  int kubeletListens();

  /**
   * Whether a host that is cut off here does not reach the API server either. If not, only killing
   * its kubelet looks like that.
   */
  boolean cutsOffKubelet();

  /** Connected, and what is bound to the host runs. */
  void powerOn();

  /** Silent, and nothing runs. */
  void powerOff();

  /** Silent, and what ran runs on. */
  void cutOff();

  /** Connected, and nobody listens at {@link #KUBELET_PORT}; what ran runs on. */
  void loseKubelet();

  /** Ends what runs there, and gives back the address. */
  @Override
  void close();
}
