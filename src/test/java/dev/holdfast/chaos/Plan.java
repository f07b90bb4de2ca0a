package dev.holdfast.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All trials of a course. */
final class Plan {
  private static final List<Mode> OF_CALLS =
      List.of(Mode.KILL_BEFORE, Mode.KILL_AFTER, Mode.DELAY, Mode.LOSE_REPLY);

  private Plan() {}

  static List<Trial> of(Course course) {
    var kind = course.kind();
    var trials = new ArrayList<Trial>();
    course.calls().stream()
        .flatMap(point -> OF_CALLS.stream().map(mode -> new Trial(kind, mode, point)))
        .forEach(trials::add);
    course.events().stream()
        .map(point -> new Trial(kind, Mode.DROP_EVENT, point))
        .forEach(trials::add);
    lists(course).map(point -> new Trial(kind, Mode.STALE_LIST, point)).forEach(trials::add);
    return trials;
  }

  private static Stream<Point> lists(Course course) {
    return course.lists().stream().map(path -> new Point("LIST " + path, 1, false));
  }
}
