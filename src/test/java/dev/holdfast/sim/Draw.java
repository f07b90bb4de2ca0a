package dev.holdfast.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Another course of chance, which does not depend on how much of this one is used up later. */
  Draw fork() {
    return new Draw(random.nextLong());
  }

  /** Both ends included. */
  long between(long least, long most) {
    return least >= most ? least : random.nextLong(least, most + 1);
  }

  int index(int size) {
    return random.nextInt(size);
  }

  boolean chance(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  double share() {
    return random.nextDouble();
  }

  /** Each order of magnitude is as likely as another. */
  long magnitude(long least, long most) {
    return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
  }

  long exponential(double mean) {
    return Math.round(-mean * Math.log(1 - random.nextDouble()));
  }

  <T> T one(List<T> of) {
    return of.get(index(of.size()));
  }

  /** So many of them, in no order. */
  <T> List<T> some(int count, List<T> of) {
    var rest = new java.util.ArrayList<>(of);
    var taken = new java.util.ArrayList<T>();
    while (taken.size() < count && !rest.isEmpty()) taken.add(rest.remove(index(rest.size())));
    return taken;
  }
}
