package dev.holdfast.accuracy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** When a world's workload was down: fewer pods than promised, and nobody had planned it. */
final class Truth {
  private final long[] from;
  private final long[] to;
  private final int size;

  private Truth(long[] from, long[] to, int size) {
    this.from = from;
    this.to = to;
    this.size = size;
  }

  /** Times at which anything changes, and between them a plain count. */
  static Truth of(World world) {
    long[] times = times(world);
    int[] missing = new int[world.slots()];
    var starts = world.outages.stream().sorted(Comparator.comparingLong(o -> o.from())).toList();
    var ends = world.outages.stream().sorted(Comparator.comparingLong(o -> o.to())).toList();
    long[] from = new long[times.length];
    long[] to = new long[times.length];
    int size = 0;
    int s = 0;
    int e = 0;
    long met = 0;
    for (int i = 0; i + 1 < times.length; i++) {
      for (; s < starts.size() && starts.get(s).from() <= times[i]; s++) {
        missing[starts.get(s).slot()]++;
      }
      for (; e < ends.size() && ends.get(e).to() <= times[i]; e++) missing[ends.get(e).slot()]--;
      if (isMet(world, times[i], missing)) {
        met = times[i + 1] - 1;
        continue;
      }
      if (isPlanned(world, times[i], met)) continue;
      if (size > 0 && to[size - 1] == times[i]) {
        to[size - 1] = times[i + 1];
      } else {
        from[size] = times[i];
        to[size++] = times[i + 1];
      }
    }
    return new Truth(from, to, size);
  }

  private static long[] times(World world) {
    var all = new TreeSet<Long>();
    all.add(0L);
    all.add(world.end);
    for (var o : world.outages) {
      all.add(o.from());
      all.add(o.to());
    }
    for (var m : world.maintenances) {
      all.add(m.from());
      all.add(m.to());
    }
    all.addAll(world.wanted.keySet());
    return all.headSet(world.end, true).stream().mapToLong(Long::longValue).toArray();
  }

  private static boolean isMet(World world, long at, int[] missing) {
    int wanted = world.wanted(at);
    long ready = Arrays.stream(missing, 0, wanted).filter(m -> m == 0).count();
    return wanted == 0 || ready >= world.promised(wanted);
  }

  /** A host is maintained that had a pod when there were last as many as promised. */
  private static boolean isPlanned(World world, long at, long met) {
    return world.maintenances.stream()
        .filter(m -> m.from() <= at && at < m.to())
        .anyMatch(
            m ->
                IntStream.range(0, world.wanted(met))
                    .anyMatch(slot -> world.host(slot, met) == m.host()));
  }

  long downWithin(long start, long end) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.max(0, Math.min(to[i], end) - Math.max(from[i], start));
    }
    return sum;
  }

  /** Begins and ends of outages in a window. */
  long edges(long start, long end) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      if (from[i] > start && from[i] < end) sum++;
      if (to[i] > start && to[i] < end) sum++;
    }
    return sum;
  }

  /**
   * How many of the window's outages began with a lost host, as far as one can tell by the time.
   */
  long hostEdges(World world, long start, long end) {
    return world.losses.stream()
        .filter(loss -> loss.at() > start && loss.at() < end)
        .filter(loss -> Arrays.stream(from, 0, size).anyMatch(f -> f == loss.at()))
        .count();
  }
}
