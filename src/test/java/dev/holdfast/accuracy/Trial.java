package dev.holdfast.accuracy;

import dev.holdfast.accuracy.Operator.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One history from its seed.
 *
 * @param settled read when all evidence had arrived
 * @param atOnce read within a minute after a fault
 */
record Trial(List<Sample> settled, List<Sample> atOnce) {
  static final List<Duration> WINDOWS =
      Stream.of(1, 24, 7 * 24, 30 * 24).map(Duration::ofHours).toList();

  static Trial run(Recipe recipe, long seed) {
    var world = Maker.make(recipe, seed);
    var truth = Truth.of(world);
    var moments = new Moments(world);
    var settled = moments.settled();
    var all = LongStream.concat(LongStream.of(settled), LongStream.of(moments.atOnce())).sorted();
    var samples =
        Operator.run(world, all.distinct().toArray()).stream()
            .flatMap(reading -> samples(recipe, world, truth, reading))
            .collect(Collectors.partitioningBy(s -> Arrays.binarySearch(settled, s.at()) >= 0));
    return new Trial(samples.get(true), samples.get(false));
  }

  private static Stream<Sample> samples(Recipe recipe, World world, Truth truth, Reading reading) {
    return WINDOWS.stream().map(window -> Sample.of(recipe, world, truth, reading, window));
  }
}
