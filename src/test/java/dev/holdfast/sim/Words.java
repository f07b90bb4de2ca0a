package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;

/** What an administrator says of hosts that are silent: that they do not run, rightly or not. */
final class Words {
  /** By then the control plane calls a silent node Unknown. */
  private static final long UNKNOWN = 60 * SECOND;

  private Words() {}

  static void given(Injector i) {
    var host = i.draw.one(Ailments.delicate(i));
    long at = FaultClass.at(i);
    switch (i.draw.index(4)) {
      case 0 -> rightly(i, host, at);
      case 1 -> ofAnotherBoot(i, host, at);
      case 2 -> tooEarly(i, host, at);
      default -> ofAnEarlierOutage(i, host, at);
    }
  }

  private static void rightly(Injector i, Host host, long at) {
    i.crash(host, at, i.draw.between(3, 6) * MINUTE);
    confirm(i, host, at + UNKNOWN + i.draw.between(0, MINUTE));
  }

  /** Its pods run on behind a cut, and the word is about a boot that is over. */
  private static void ofAnotherBoot(Injector i, Host host, long at) {
    i.isolate(List.of(host), at, i.draw.between(3, 5) * MINUTE);
    long then = at + UNKNOWN + i.draw.between(0, MINUTE);
    i.others(
        then,
        "an earlier boot of %s is confirmed dead",
        host.name(),
        () -> confirm(i, host, "boot-of-before"));
  }

  /** It was well then. */
  private static void tooEarly(Injector i, Host host, long at) {
    confirm(i, host, at - i.draw.between(2, 10) * SECOND);
    i.isolate(List.of(host), at, i.draw.between(3, 5) * MINUTE);
  }

  /** It was cut off, was heard again, and is cut off again. */
  private static void ofAnEarlierOutage(Injector i, Host host, long at) {
    long first = UNKNOWN + i.draw.between(10, 20) * SECOND;
    i.crash(host, at, first);
    long again = at + first + i.draw.between(20, 60) * SECOND;
    confirm(i, host, at + UNKNOWN + i.draw.between(0, 5) * SECOND);
    i.isolate(List.of(host), again, i.draw.between(3, 5) * MINUTE);
  }

  private static void confirm(Injector i, Host host, long at) {
    i.others(
        at,
        "%s is confirmed dead",
        host.name(),
        () -> confirm(i, host, i.world.api.node(host.name()).bootId));
  }

  private static void confirm(Injector i, Host host, String boot) {
    var node = i.world.api.node(host.name());
    node.confirmDead(boot, i.world.agenda.instant());
    i.world.api.changed(node);
  }
}
