package dev.holdfast.ops;

import dev.holdfast.api.AlarmChannel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How telling receivers of alarms goes. */
public final class AlarmMetrics {
  private final MeterRegistry registry;

  public AlarmMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** An alarm was taken by a receiver, or not. */
  public void sent(AlarmChannel channel, boolean taken) {
    Counter.builder("holdfast.alarms.sent")
        .description("Tries to tell a receiver of an alarm, by kind of receiver and outcome")
        .tag("receiver", kind(channel))
        .tag("outcome", taken ? "Taken" : "Failed")
        .register(registry)
        .increment();
  }

  private static String kind(AlarmChannel channel) {
    if (channel.alertmanager() != null) return "alertmanager";
    return channel.cloudEvents() != null ? "cloudEvents" : "slack";
  }
}
