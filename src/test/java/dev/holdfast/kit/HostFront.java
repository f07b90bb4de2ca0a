package dev.holdfast.kit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a host's network shows at the kubelet's port: connections that are passed on to the kubelet,
 * refused ones, or silence.
 *
 * <p>Silence without root: the queue of a listening socket is filled and no more taken from, so
 * that Linux drops every further SYN and connects time out.
 */
public final class HostFront implements AutoCloseable {
  /** What whoever connects gets. */
  public enum Mode {
    ANSWERING,
    REFUSING,
    SILENT
  }

  /** Small, as it must be filled; large enough for a few observers that connect at once. */
  private static final int QUEUE = 8;

  private final InetSocketAddress outside;
  private final InetSocketAddress inside;
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final List<SocketChannel> fillers = new ArrayList<>();
  private @Nullable ServerSocketChannel listener;
  private Mode mode = Mode.REFUSING;
  private boolean parked;

  public HostFront(InetSocketAddress outside, InetSocketAddress inside) {
    this.outside = outside;
    this.inside = inside;
  }

  /** Returns when the new mode holds for every connection that is tried from now on. */
  public synchronized void become(Mode wanted) {
    mode = wanted;
    try {
      switch (wanted) {
        case ANSWERING -> listen();
        case REFUSING -> hangUp();
        case SILENT -> {
          listen();
          fill();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(outside + " could not become " + wanted, e);
    }
    if (wanted == Mode.ANSWERING) {
      drain();
    }
    notifyAll();
  }

  synchronized boolean silent() {
    return mode == Mode.SILENT;
  }

  @Override
  public void close() {
    become(Mode.REFUSING);
    relays.forEach(Relay::close);
  }

  private void listen() throws IOException {
    if (listener != null) {
      return;
    }
    var opened = ServerSocketChannel.open();
    opened.bind(outside, QUEUE);
    listener = opened;
    Thread.ofVirtual().name("front " + outside).start(() -> acceptFrom(opened));
  }

  private void hangUp() throws IOException {
    drain();
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }

  private void acceptFrom(ServerSocketChannel opened) {
    try {
      while (true) {
        var accepted = opened.accept();
        awaitVoice();
        var relay = new Relay(accepted, inside, this::silent);
        relays.add(relay);
        relay.start(() -> relays.remove(relay));
      }
    } catch (IOException | InterruptedException closed) {
      return; // the listener was closed: that is how this thread ends
    }
  }

  /** One connection is always accepted after silence begins: it is kept and never answered. */
  private synchronized void awaitVoice() throws InterruptedException {
    while (mode == Mode.SILENT) {
      parked = true;
      notifyAll();
      wait();
    }
    parked = false;
  }

  /** Parks the accepting thread with a connection of our own, then fills the queue. */
  private void fill() throws IOException {
    if (!fillers.isEmpty()) {
      return;
    }
    connectFiller();
    awaitParked();
    for (int i = 0; i < QUEUE + 2; i++) {
      connectFiller();
    }
  }

  private void connectFiller() throws IOException {
    var filler = SocketChannel.open();
    filler.configureBlocking(false);
    filler.connect(outside);
    fillers.add(filler);
  }

  private void awaitParked() throws InterruptedIOException {
    try {
      while (!parked) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while " + outside + " falls silent");
    }
  }

  /** Connections that were there in silence are cut; none of them was ever answered. */
  private void drain() {
    fillers.forEach(HostFront::closeQuietly);
    fillers.clear();
    relays.stream().filter(Relay::muted).forEach(Relay::close);
  }

  static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception gone) {
      return; // nobody is at the other end any more
    }
  }
}
