package dev.holdfast.kit;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How an operator process is started.
 *
 * @param kubeconfig which API server it talks to, and as whom
 * @param program arguments of {@code java} that name what is run, as {@code -jar x.jar}
 * @param jvm further flags of {@code java}
 * @param environment further variables, as HOLDFAST_NAMESPACE
 * @param place where it runs and serves
 */
public record OperatorSettings(
    Path kubeconfig,
    List<String> program,
    List<String> jvm,
    Map<String, String> environment,
    Place place) {
  /** System property: a folder of classes that stand before those of the built jar. */
  public static final String PATCH = "holdfast.patch";

  private static final String JAR = "target/holdfast.jar";

  /** For machines that run many of them at once: starts faster, peaks lower. */
  private static final List<String> FRUGAL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  public OperatorSettings {
    program = List.copyOf(program);
    jvm = List.copyOf(jvm);
    environment = Map.copyOf(environment);
  }

  /** The built jar with frugal JVM flags. */
  public static OperatorSettings against(Path kubeconfig) {
    return new OperatorSettings(kubeconfig, built(), FRUGAL, Map.of(), Place.LOOPBACK);
  }

  /** As users run it, unless a seeded bug is to be tried. */
  private static List<String> built() {
    var patch = System.getProperty(PATCH);
    return patch == null
        ? List.of("-jar", JAR)
        : List.of("-cp", patch + File.pathSeparator + JAR, "dev.holdfast.Main");
  }

  /** Another way to the API server, or as somebody else. */
  public OperatorSettings by(Path otherKubeconfig) {
    return new OperatorSettings(otherKubeconfig, program, jvm, environment, place);
  }

  /** One more environment variable, or another value for it. */
  public OperatorSettings with(String variable, String value) {
    var changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new OperatorSettings(kubeconfig, program, jvm, changed, place);
  }

  /** Elsewhere than on loopback. */
  public OperatorSettings at(Place other) {
    return new OperatorSettings(kubeconfig, program, jvm, environment, other);
  }

  /** Another program than the built jar, as {@code -cp classes some.Main}. */
  public OperatorSettings running(String... arguments) {
    return new OperatorSettings(kubeconfig, List.of(arguments), jvm, environment, place);
  }

  /** Further JVM flags beside those that it has. */
  public OperatorSettings andJvm(List<String> flags) {
    var all = Stream.concat(jvm.stream(), flags.stream()).toList();
    return new OperatorSettings(kubeconfig, program, all, environment, place);
  }

  /** Other JVM flags than the frugal ones. */
  public OperatorSettings withJvm(List<String> flags) {
    return new OperatorSettings(kubeconfig, program, flags, environment, place);
  }
}
