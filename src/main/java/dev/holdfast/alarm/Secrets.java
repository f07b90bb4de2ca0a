package dev.holdfast.alarm;

import dev.holdfast.api.AlarmChannel.SecretEntry;

/** Reads entries of Secrets that somebody lets us read. */
@FunctionalInterface
public interface Secrets {
  byte[] read(String namespace, SecretEntry entry) throws Unreadable;

  /** Why an entry cannot be read, and what to do about it. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    public Unreadable(String why) {
      super(why);
    }
  }
}
