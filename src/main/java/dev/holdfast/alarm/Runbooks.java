package dev.holdfast.alarm;

import dev.holdfast.notice.AlarmReason;

/** Where the pages about alarms are, for those who read one. */
public record Runbooks(String base) {
  String page(AlarmReason reason) {
    return (base.endsWith("/") ? base : base + "/") + reason + ".md";
  }
}
