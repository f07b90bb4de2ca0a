package dev.holdfast.vote;

import dev.holdfast.pack.Varints;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A vote as the short text that an annotation of a lease holds: 1,000 nodes take 32 KiB. It is read
 * whole or not at all: half a vote would say of all that it does not name that it answers.
 */
public final class VoteCodec {
  private static final int VERSION = 3;

  /** More is read of nobody: all that a ballot names, had none of it a uid as usual. */
  static final int LONGEST = 192 * 1024;

  /** A pod's name, a label's value, and a sentence of ours. */
  private static final int LONGEST_NAME = 253;

  private static final int LONGEST_ZONE = 63;
  private static final int LONGEST_REASON = 250;

  /** More nodes than any cluster has. */
  private static final int MOST_PROBED = 1_000_000;

  private VoteCodec() {}

  public static String encode(Vote vote) {
    var out = new Varints();
    out.add(VERSION);
    out.add(vote.observer());
    out.add(vote.zone());
    out.add(vote.node());
    out.add(vote.sequence());
    out.add(vote.abstains() == null ? "" : vote.abstains());
    out.add(vote.probed());
    encode(out, vote.nodes());
    encode(out, vote.pods());
    return out.text();
  }

  /** In the order of their uids, so that the same vote is the same text. */
  private static void encode(Varints out, Map<String, Miss> misses) {
    out.add(misses.size());
    new TreeMap<>(misses).forEach((uid, miss) -> MissCodec.encode(out, uid, miss));
  }

  /** Empty for whatever is not the text of a vote of this version, however it came to be. */
  public static Optional<Vote> decode(@Nullable String text) {
    if (text == null || text.length() > LONGEST) return Optional.empty();
    try {
      return Optional.of(Varints.decode(text, VoteCodec::vote));
    } catch (IllegalArgumentException noVote) {
      return Optional.empty();
    }
  }

  private static Vote vote(ByteBuffer in) {
    if (Varints.read(in) != VERSION) throw new IllegalArgumentException("of another version");
    var observer = line(in, LONGEST_NAME);
    var zone = line(in, LONGEST_ZONE);
    var node = line(in, LONGEST_NAME);
    long sequence = Varints.read(in);
    var abstains = line(in, LONGEST_REASON);
    int probed = Varints.read(in, MOST_PROBED);
    var nodes = misses(in, Math.min(Ballot.MOST_NODES, probed));
    var pods = misses(in, Ballot.MOST_PODS);
    var vote =
        new Vote(
            observer,
            zone,
            node,
            sequence,
            abstains.isEmpty() ? null : abstains,
            probed,
            nodes,
            pods);
    return checked(vote, in);
  }

  private static Vote checked(Vote vote, ByteBuffer in) {
    if (in.hasRemaining()) throw new IllegalArgumentException("it goes on after its end");
    boolean names = !vote.nodes().isEmpty() || !vote.pods().isEmpty();
    if (vote.abstains() != null && names)
      throw new IllegalArgumentException("it abstains and votes");
    return vote;
  }

  /** People read it in logs and statuses: one line of what every terminal shows as it is. */
  static String line(ByteBuffer in, int longest) {
    var text = Varints.readText(in, longest);
    if (text.chars().anyMatch(unit -> unit < ' ' || unit > '~')) {
      throw new IllegalArgumentException("a text that is no line");
    }
    return text;
  }

  private static Map<String, Miss> misses(ByteBuffer in, int most) {
    int count = Varints.read(in, most);
    var misses = new HashMap<String, Miss>();
    for (int i = 0; i < count; i++) misses.put(MissCodec.uid(in), MissCodec.decode(in));
    if (misses.size() < count) throw new IllegalArgumentException("it names one twice");
    return misses;
  }
}
