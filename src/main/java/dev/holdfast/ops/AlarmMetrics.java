package dev.holdfast.ops;

import dev.holdfast.api.AlarmChannel;
import io.micrometer.core.instrument.MeterRegistry;

/** How telling receivers of alarms goes. */
public final class AlarmMetrics {
  private final Registration registration;

  public AlarmMetrics(MeterRegistry registry) {
    this.registration = new Registration(registry);
    for (var receiver : Label.RECEIVER.listed()) {
      Label.DELIVERY
          .listed()
          .forEach(outcome -> registration.counter(Metric.ALARMS_SENT, receiver, outcome));
    }
  }

  /** An alarm was taken by a receiver, or not. */
  public void sent(AlarmChannel channel, boolean taken) {
    registration.counter(Metric.ALARMS_SENT, kind(channel), taken ? "Taken" : "Failed").increment();
  }

  private static String kind(AlarmChannel channel) {
    if (channel.alertmanager() != null) return "alertmanager";
    return channel.cloudEvents() != null ? "cloudEvents" : "slack";
  }
}
