package dev.holdfast.signal;

/** An address, never a name, and a TCP port. */
public record Endpoint(String address, int port) {}
