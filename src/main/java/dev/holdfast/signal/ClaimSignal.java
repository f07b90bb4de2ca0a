package dev.holdfast.signal;

/** A PersistentVolumeClaim: may one pod only mount it ({@code ReadWriteOncePod} alone)? */
public record ClaimSignal(String namespace, String name, boolean onePodOnly) {}
