package dev.holdfast.chaos;

import java.util.List;

/**
 * What an undisturbed recovery consists of.
 *
 * @param calls in their order
 * @param events of the leader's watches, in their order
 * @param lists kinds that the leader lists and watches, by the path of their lists
 */
record Course(Kind kind, List<Point> calls, List<Point> events, List<String> lists) {
  Course {
    calls = List.copyOf(calls);
    events = List.copyOf(events);
    lists = List.copyOf(lists);
  }
}
