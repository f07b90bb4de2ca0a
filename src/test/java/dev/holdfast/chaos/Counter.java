package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Gives what goes through the relays the names of points, for one scene from one moment on. */
final class Counter {
  /** Renewals of the hosts' leases go on all the time: more of them tell nothing new. */
  private static final int LEASE_EVENTS = 3;

  private static final Pattern TYPE = Pattern.compile("\"type\":\"([A-Z]+)\"");

  private final String scene;
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  Counter(String scene) {
    this.scene = scene;
  }

  /** Empty when the call is not of this scene's recovery. */
  Optional<Point> call(ApiCall call) {
    if (call.isWatch() || CallName.isOfAKind(call)) return Optional.empty();
    return CallName.of(call)
        .filter(name -> CallName.isGlobal(name) || CallName.speaksOf(scene, call))
        .map(this::next);
  }

  /** Empty when the event is not of this scene. */
  Optional<Point> event(ApiCall watch, String event) {
    var type = TYPE.matcher(event);
    if (!CallName.speaksOf(scene, event) || !type.find()) return Optional.empty();
    return CallName.resource(watch)
        .map(resource -> "EVENT " + resource + " " + type.group(1))
        .map(this::next)
        .filter(point -> !point.what().contains(" leases ") || point.ordinal() <= LEASE_EVENTS);
  }

  private Point next(String name) {
    return new Point(name, seen.merge(name, 1, Integer::sum), CallName.isGlobal(name));
  }
}
