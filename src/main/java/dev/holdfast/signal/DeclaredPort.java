package dev.holdfast.signal;

/** A TCP port that a container declares; its name is empty where it has none. */
public record DeclaredPort(String name, int number) {}
