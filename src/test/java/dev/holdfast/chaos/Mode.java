package dev.holdfast.chaos;

import java.util.Arrays;

/** What is done to one call, one watch event or one list. */
enum Mode {
  KILL_BEFORE("kill-before", "operator killed before the call"),
  KILL_AFTER("kill-after", "operator killed after the call"),
  DELAY("delay", "call delayed 30 s"),
  LOSE_REPLY("lose-reply", "call done, its reply lost"),
  DROP_EVENT("drop-event", "watch event dropped"),
  STALE_LIST("stale-list", "list served stale");

  private final String title;
  private final String words;

  Mode(String title, String words) {
    this.title = title;
    this.words = words;
  }

  static Mode of(String title) {
    return Arrays.stream(values())
        .filter(mode -> mode.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No such mode: " + title));
  }

  String title() {
    return title;
  }

  String words() {
    return words;
  }

  /** It disturbs each recovery on the control plane, so that there must be one only. */
  boolean isForAll() {
    return switch (this) {
      case KILL_BEFORE, KILL_AFTER, STALE_LIST -> true;
      case DELAY, LOSE_REPLY, DROP_EVENT -> false;
    };
  }
}
