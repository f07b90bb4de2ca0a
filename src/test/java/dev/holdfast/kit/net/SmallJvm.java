package dev.holdfast.kit.net;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How programs of the kit are run that need nothing but the JDK: quickly up, and small. */
final class SmallJvm {
  private SmallJvm() {}

  static List<String> command(Class<?> main, List<String> options, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m"));
    command.addAll(options);
    command.addAll(List.of("-cp", classes(main), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classes(Class<?> main) {
    try {
      var source = main.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("No folder of classes", e);
    }
  }
}
