package dev.holdfast.kit;

import java.io.IOException;

/** POSIX signals that {@link ProcessHandle} cannot send. */
public final class Signals {
  private Signals() {}

  /**
   * Stops the process without ending it (SIGSTOP): its sockets stay open and it answers nothing.
   */
  public static void freeze(long pid) {
    send("-STOP", pid);
  }

  /** Lets a frozen process run on (SIGCONT). */
  public static void thaw(long pid) {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      var code = new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("No process " + pid + " to send " + signal + " to");
      }
    } catch (IOException e) {
      throw new IllegalStateException("Could not send " + signal + " to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending " + signal, e);
    }
  }
}
