package dev.holdfast.kit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.holdfast.kit.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A {@link DelayRelay} on a machine of its own, with which it ends. */
final class DelayRelayProcess {
  private final Process process;

  private DelayRelayProcess(Process process) {
    this.process = process;
  }

  static DelayRelayProcess start(Place place, String one, String other, Duration eachWay) {
    var program =
        SmallJvm.command(
            DelayRelay.class, List.of(), one, other, Long.toString(eachWay.toMillis()));
    try {
      return new DelayRelayProcess(
          new ProcessBuilder(place.command(program)).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start a relay", e);
    }
  }

  void awaitWorking() {
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
    try {
      var line = output.readLine();
      if (!"works".equals(line)) throw new IllegalStateException("The relay said " + line);
    } catch (IOException e) {
      throw new UncheckedIOException("The relay says nothing", e);
    }
  }
}
