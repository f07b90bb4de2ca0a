package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A simulated machine: its node, a kubelet process of its own, and what its network shows. It fails
 * in the ways in which machines fail, and knows by itself which pods still run there.
 */
public final class FakeHost implements AutoCloseable {
  private final HostSpec spec;
  private final HostNetwork network;
  private final FakeKubelet kubelet;
  private final NodeObject node;
  private final BoundPods pods;
  private final HostHistory history = new HostHistory();
  private String bootId = UUID.randomUUID().toString();
  private Census census = Census.ofNothing();

  private FakeHost(ControlPlane plane, HostSpec spec, HostNetwork network) {
    this.spec = spec;
    this.network = network;
    this.kubelet = new FakeKubelet(plane, spec.name(), network);
    this.node = new NodeObject(plane.client(), spec, network.ip());
    this.pods = new BoundPods(plane.client(), spec.name());
    plane.add(this);
  }

  /** Returns when the node is Ready. */
  public static FakeHost start(ControlPlane plane, HostSpec spec) throws IOException {
    var host = launch(plane, spec);
    host.awaitReady();
    return host;
  }

  /** Creates the node and starts its kubelet, and does not wait. */
  static FakeHost launch(ControlPlane plane, HostSpec spec) throws IOException {
    var host = new FakeHost(plane, spec, plane.site().connect(plane, spec));
    host.powerOn();
    return host;
  }

  public String name() {
    return spec.name();
  }

  public String zone() {
    return spec.zone();
  }

  /** Where its kubelet answers, when it does. */
  public String address() {
    return network.ip();
  }

  /** Of the current or, when it is off, of the last boot. */
  public synchronized String bootId() {
    return bootId;
  }

  public synchronized HostState state() {
    return history.state();
  }

  /**
   * All states that it was in, oldest first: with the audit log this tells what ran where, when.
   */
  public synchronized List<HostState.Since> history() {
    return history.all();
  }

  /** When it could not be told anything, and what ran there then. */
  synchronized List<Silence> silences() {
    return history.silences(name());
  }

  synchronized List<Absence> absences() {
    return history.absences(name());
  }

  /** The node as the API shows it. */
  public Node node() {
    return node.get();
  }

  /** The power goes: the port is silent and nothing runs there any more. */
  public synchronized void crash() {
    network.powerOff();
    kubelet.kill();
    census = Census.ofNothing();
    history.enter(HostState.OFF);
  }

  /** A partition: the port is silent, what ran there runs on. */
  public synchronized void cutOff() {
    network.cutOff();
    if (!network.cutsOffKubelet()) kubelet.kill();
    census = Census.of(pods::list);
    history.enter(HostState.CUT_OFF, census);
  }

  /** The kubelet dies: the port refuses, what ran there runs on. */
  public synchronized void loseKubelet() {
    kubelet.kill();
    network.loseKubelet();
    census = Census.of(pods::list);
    history.enter(HostState.KUBELET_DEAD, census);
  }

  /** SIGSTOP to the kubelet: the port accepts and says nothing, what ran there runs on. */
  public synchronized void freeze() {
    kubelet.freeze();
    census = Census.of(pods::list);
    history.enter(HostState.FROZEN, census);
  }

  /** Ends {@link #freeze()}. */
  public synchronized void thaw() {
    requireState(HostState.FROZEN);
    if (knowsItsPods()) {
      kubelet.thaw();
      history.enter(HostState.UP);
    } else {
      kubelet.kill();
      powerOn();
    }
  }

  /**
   * Ends {@link #crash()}, {@link #cutOff()} or {@link #loseKubelet()} with the same boot id. After
   * a crash the kubelet starts again what is still bound to it.
   */
  public synchronized void comeBack() {
    if (state() == HostState.UP || state() == HostState.FROZEN) {
      throw new IllegalStateException(name() + " is not away, it is " + state());
    }
    if (state() == HostState.OFF) {
      pods.restartContainers();
    }
    if (kubelet.isAlive() && knowsItsPods()) {
      network.powerOn();
      history.enter(HostState.UP);
    } else {
      kubelet.kill();
      powerOn();
    }
  }

  /** Off, when it is not so already, and on again with a new boot id. */
  public synchronized void reboot() {
    if (state() != HostState.OFF) {
      crash();
    }
    bootId = UUID.randomUUID().toString();
    pods.restartContainers();
    powerOn();
  }

  public void cordon() {
    node.unschedulable(true);
  }

  public void uncordon() {
    node.unschedulable(false);
  }

  /**
   * An administrator's word, on the node, that this boot of it does not run any more. Of a host
   * that is away it is given when the control plane says so too, for one from before would be void.
   */
  public void confirmDead(String boot) {
    if (state() != HostState.UP) node.awaitNotReady();
    node.annotate("holdfast.dev/confirmed-dead", boot);
  }

  /** Only the API object: the host goes on, and registers again when its kubelet starts again. */
  public void deleteNode() {
    node.delete();
  }

  /**
   * Sets a condition that stays until it is set again. Ready is left alone by the kubelet while it
   * is not "True" by this.
   */
  public void setCondition(String type, String status) {
    node.setCondition(type, status);
  }

  /**
   * The host's own answer to what runs there. While it is up that is what the API says runs there;
   * while it cannot be told anything, what ran there when it was cut off.
   */
  public synchronized Set<RunningPod> running() {
    return state() == HostState.UP ? Census.running(pods.list()) : census.pods();
  }

  void awaitReady() {
    node.awaitReady();
  }

  /** Returns after a sign of life that whoever watched before the call is told of. */
  public void awaitRenewal() {
    node.awaitRenewal();
  }

  /** Ends its processes and removes its pods and its node from the API, as far as that answers. */
  @Override
  public synchronized void close() {
    kubelet.kill();
    network.close();
    history.enter(HostState.OFF);
    removeFromApi();
  }

  private void removeFromApi() {
    try {
      pods.remove();
      node.delete();
    } catch (KubernetesClientException apiIsGone) {
      return; // and its objects with it
    }
  }

  private void powerOn() {
    node.register(bootId);
    network.powerOn();
    kubelet.start();
    history.enter(HostState.UP);
  }

  /**
   * A kubelet that runs on replays the deletions that it missed by name, and so would hit their
   * successors.
   */
  private boolean knowsItsPods() {
    return Census.running(pods.list()).containsAll(census.pods());
  }

  private void requireState(HostState needed) {
    if (state() != needed) {
      throw new IllegalStateException(name() + " is " + state() + ", not " + needed);
    }
  }
}
