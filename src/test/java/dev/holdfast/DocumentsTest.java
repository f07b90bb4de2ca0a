package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What readers find in the documents is there, and is so. */
class DocumentsTest {
  private static final Path README = Path.of("README.md");
  private static final Path DOCS = Path.of("docs");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)[^)]*\\)");

  @Test
  void theReadmeLeadsToEveryDocument() throws IOException {
    assertThat(links(README)).containsAll(documents().toList());
  }

  @Test
  void eachLinkLeadsSomewhere() throws IOException {
    for (var document : Stream.concat(Stream.of(README), documents()).toList()) {
      assertThat(links(document)).as(document.toString()).allMatch(Files::exists);
    }
  }

  /** A test holds the golden file to kubectl itself. */
  @Test
  void whatTheReadmeShowsOfKubectlIsWhatKubectlPrints() throws IOException {
    assertThat(Files.readString(README))
        .contains("```console\n" + Files.readString(DOCS.resolve("kubectl/get-hap-A.txt")) + "```");
  }

  private static Stream<Path> documents() throws IOException {
    try (var files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
    }
  }

  private static List<Path> links(Path document) throws IOException {
    return LINK.matcher(Files.readString(document))
        .results()
        .map(link -> document.resolveSibling(link.group(1)).normalize())
        .toList();
  }
}
