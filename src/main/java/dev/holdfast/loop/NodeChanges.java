package dev.holdfast.loop;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.ops.Bulkhead;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which nodes look different from one fleet to the next. Once a fleet is published nothing
 * differs from it, so that what could not be said is kept until it can.
 */
final class NodeChanges {
  private final Consumer<Set<String>> changed;
  private final Bulkhead bulkhead;
  private final Set<String> unsaid = new HashSet<>();

  NodeChanges(Consumer<Set<String>> changed, Bulkhead bulkhead) {
    this.changed = changed;
    this.bulkhead = bulkhead;
  }

  /**
   * Says it, if there is anything to say: with no node where only the observers differ.
   *
   * @param again all nodes are to be looked at, whatever they look like
   */
  void say(Fleet before, Fleet after, boolean again) {
    boolean all = again || !isSameSight(before, after);
    unsaid.addAll(all ? after.nodes().keySet() : different(before, after));
    if (!all && unsaid.isEmpty() && before.observers().equals(after.observers())) return;
    var names = Set.copyOf(unsaid);
    if (bulkhead.run("what looks different at nodes", () -> changed.accept(names))) unsaid.clear();
  }

  private static boolean isSameSight(Fleet before, Fleet after) {
    return before.guards().equals(after.guards())
        && Objects.equals(before.blindSince(), after.blindSince());
  }

  private static Set<String> different(Fleet before, Fleet after) {
    Set<String> names = new HashSet<>();
    after
        .nodes()
        .forEach(
            (name, now) -> {
              if (looksDifferent(before.nodes().get(name), now)) names.add(name);
            });
    before.nodes().keySet().stream().filter(n -> !after.nodes().containsKey(n)).forEach(names::add);
    return names;
  }

  /** Renewed leases alone are no difference to anybody. */
  private static boolean looksDifferent(@Nullable NodeHealth before, NodeHealth now) {
    return before == null
        || before.verdict().getClass() != now.verdict().getClass()
        || !before.silentPods().equals(now.silentPods())
        || before.marked() != now.marked()
        || !Objects.equals(before.hold(), now.hold())
        || !Objects.equals(before.maintenance(), now.maintenance())
        || !Objects.equals(before.zoneHoldUntil(), now.zoneHoldUntil());
  }
}
