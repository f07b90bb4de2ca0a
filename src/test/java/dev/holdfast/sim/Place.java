package dev.holdfast.sim;

/**
 * Where something stands in the network.
 *
 * @param rack its own within its zone; empty for what stands in none of the racks
 */
record Place(String name, String zone, String rack) {}
