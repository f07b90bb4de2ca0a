package dev.holdfast;

import dev.holdfast.config.BadSetting;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.loop.Holdfast;
import io.fabric8.kubernetes.client.Config;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** {@code java -jar holdfast.jar [--help | --version]}. */
public final class Main {
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) {
    switch (args.length == 0 ? "" : args[0]) {
      case "" -> run();
      case "--help", "-h" -> System.out.print(help());
      case "--version" -> System.out.println(version());
      default -> {
        System.err.println("holdfast: unknown argument '" + args[0] + "'; see --help");
        System.exit(USAGE);
      }
    }
  }

  private static void run() {
    try {
      var config = OperatorConfig.from(System.getenv());
      configureLogging(config);
      var holdfast = new Holdfast(config, Config.autoConfigure(null));
      Runtime.getRuntime().addShutdownHook(new Thread(holdfast::close, "shutdown"));
      holdfast.start();
    } catch (BadSetting e) {
      System.err.println("holdfast: " + e.getMessage());
      System.exit(USAGE);
    } catch (Exception e) {
      LoggerFactory.getLogger(Main.class).error("Holdfast could not start: {}", e.getMessage(), e);
      System.exit(FAILED);
    }
  }

  /** To be done before the first logger exists; one line an event, with the time. */
  private static void configureLogging(OperatorConfig config) {
    var settings =
        Map.of(
            "defaultLogLevel", config.logLevel().name().toLowerCase(Locale.ROOT),
            "showDateTime", "true",
            "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "showThreadName", "false",
            "showShortLogName", "true",
            "log.io.javaoperatorsdk", "warn",
            // Each of its tries, with a stack; what it cannot watch we say ourselves.
            "log.io.fabric8.kubernetes.client.informers", "error",
            "log.io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager", "off",
            "log.io.fabric8", "warn");
    settings.forEach((name, value) -> System.setProperty("org.slf4j.simpleLogger." + name, value));
  }

  private static String help() {
    return """
    Holdfast keeps the workloads of a Kubernetes cluster available.

    usage: java -jar holdfast.jar [--help | --version]

    The cluster is found as kubectl finds it: KUBECONFIG, ~/.kube/config, or the pod's
    service account. Settings are environment variables:

    """
        + OperatorConfig.help();
  }

  private static String version() {
    return "holdfast "
        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(unreleased)");
  }
}
