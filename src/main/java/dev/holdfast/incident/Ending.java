package dev.holdfast.incident;

/** What a closed incident says of how well recovery works. Their order is part of what is kept. */
public enum Ending {
  /** We recovered it within the time that the policy promises. */
  IN_TIME,
  /** It lasted longer than promised, however it ended. */
  LATE,
  /** The same pod became well, within the promised time and without us. */
  SELF_HEALED,
  /** Somebody else replaced the pod, within the promised time. */
  BY_OTHERS
}
