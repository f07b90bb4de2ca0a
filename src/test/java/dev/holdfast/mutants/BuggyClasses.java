package dev.holdfast.mutants;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the one file of a mutant, and loads Holdfast and its tests so that the classes of that
 * file stand before the well ones.
 *
 * @param folder of the buggy classes
 */
record BuggyClasses(Path folder) {
  private static final Path MAIN = Path.of("target/classes");
  private static final Path TESTS = Path.of("target/test-classes");
  private static final String SUFFIX = ".class";

  /** For those of one run; it goes when the build is cleaned. */
  static Path newFolder() throws IOException {
    return Files.createTempDirectory(Path.of("target"), "mutants");
  }

  static BuggyClasses of(Mutant mutant, Path work) throws IOException {
    var folder = Files.createDirectories(work.resolve(mutant.name()));
    var said = new StringWriter();
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                said,
                null,
                null,
                options(folder),
                null,
                List.of(new InMemory(mutant.path().toUri(), mutant.applied())));
    if (!task.call()) {
      throw new IllegalStateException("The mutant " + mutant.name() + " is no Java:\n" + said);
    }
    return new BuggyClasses(folder);
  }

  private static List<String> options(Path folder) {
    var classPath = MAIN + File.pathSeparator + System.getProperty("java.class.path");
    return List.of(
        "-d", folder.toString(), "-cp", classPath, "-proc:none", "-parameters", "-nowarn");
  }

  /** Of the classes as they are. */
  static URLClassLoader well() {
    return new Loader(urls(MAIN, TESTS));
  }

  URLClassLoader loader() {
    return new Loader(urls(folder, MAIN, TESTS));
  }

  /** That loader, which is of these classes, was asked for one of them. */
  boolean areUsedBy(URLClassLoader loader) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(file -> name(folder.relativize(file)))
          .anyMatch(((Loader) loader)::has);
    }
  }

  private static String name(Path file) {
    return file.toString().replace(SUFFIX, "").replace(File.separatorChar, '.');
  }

  private static URL[] urls(Path... folders) {
    return Stream.of(folders).map(BuggyClasses::url).toArray(URL[]::new);
  }

  private static URL url(Path folder) {
    try {
      return folder.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String source;

    InMemory(URI name, String source) {
      super(name, JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return source;
    }
  }

  /** Holdfast's classes anew for each mutant; libraries are those of this program. */
  private static final class Loader extends URLClassLoader {
    private static final String OURS = "dev.holdfast.";

    Loader(URL[] urls) {
      super(urls, BuggyClasses.class.getClassLoader());
    }

    boolean has(String name) {
      return findLoadedClass(name) != null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) return super.loadClass(name, resolve);
      synchronized (getClassLoadingLock(name)) {
        var known = findLoadedClass(name);
        return known != null ? known : findClass(name);
      }
    }
  }
}
