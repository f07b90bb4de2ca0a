package dev.holdfast.vote;

/**
 * Who votes, and from where.
 *
 * @param name the replica's
 * @param zone its failure domain; empty when nobody says
 * @param node the node that it runs on, which it reaches without any network; empty when nobody
 *     says
 */
public record Voter(String name, String zone, String node) {}
