package dev.holdfast.mutants;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator alone makes of a mutant.
 *
 * @param played it runs what bears the bug
 * @param sight the first history that shows it; absent where none did
 */
record Play(Mutant mutant, boolean played, @Nullable Sight sight, Duration took) {
  private static final String HUNT = "dev.holdfast.sim.Hunt";

  /**
   * A history, and what went wrong in it.
   *
   * @param kept a test plays it each time
   */
  record Sight(String history, String what, boolean kept) {
    @Override
    public String toString() {
      return "%s: %s".formatted(history, what);
    }
  }

  /**
   * Plays what a test plays each time and then, where that shows nothing and nobody said that
   * nothing can, each short kind of history.
   *
   * @param well has played the same without it
   * @param rounds how often
   */
  static Play of(Mutant mutant, Path work, URLClassLoader well, int rounds) throws Exception {
    long start = System.nanoTime();
    var classes = BuggyClasses.of(mutant, work);
    boolean played = classes.areUsedBy(well);
    var seen = played ? sight(mutant, classes, rounds) : null;
    return new Play(mutant, played, seen, Duration.ofNanos(System.nanoTime() - start));
  }

  private static @Nullable Sight sight(Mutant mutant, BuggyClasses classes, int rounds)
      throws IOException {
    try (var loader = classes.loader()) {
      var seen = kept(loader);
      if (seen.isPresent() || mutant.unseen() != null) return seen.orElse(null);
      return fresh(loader, rounds).orElse(null);
    }
  }

  /** Empty on the code as it is. */
  static Optional<Sight> well(URLClassLoader well, int rounds) {
    return kept(well).or(() -> fresh(well, rounds));
  }

  private static Optional<Sight> kept(URLClassLoader loader) {
    return hunt(loader, "kept", new Class<?>[0]).map(told -> sight(told, true));
  }

  private static Optional<Sight> fresh(URLClassLoader loader, int rounds) {
    return hunt(loader, "fresh", new Class<?>[] {int.class}, rounds)
        .map(told -> sight(told, false));
  }

  private static Sight sight(List<String> told, boolean kept) {
    return new Sight(told.get(0), told.get(1), kept);
  }

  @SuppressWarnings("unchecked")
  private static Optional<List<String>> hunt(
      URLClassLoader loader, String how, Class<?>[] types, Object... arguments) {
    try {
      var method = loader.loadClass(HUNT).getMethod(how, types);
      return (Optional<List<String>>) method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      return Optional.of(List.of("any", "nothing can be played: " + e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("There is no way to hunt " + how, e);
    }
  }

  boolean isSeen() {
    return played && sight != null;
  }

  /** Its file says why it cannot be seen. */
  boolean isExplained() {
    return played && sight == null && mutant.unseen() != null;
  }

  /** It was not seen in these histories; in others it might be. */
  boolean isOpen() {
    return played && sight == null && mutant.unseen() == null;
  }

  /** It was seen, and its file says that it cannot be. */
  boolean isContradicted() {
    return isSeen() && mutant.unseen() != null;
  }

  String word() {
    if (!played) return "not played";
    if (sight == null) return isExplained() ? "cannot be seen" : "not seen";
    return isContradicted() ? sight + ", AND ITS FILE SAYS THAT IT CANNOT BE SEEN" : "" + sight;
  }
}
