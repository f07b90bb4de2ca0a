package dev.holdfast.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code make mutants} needs is there; it alone shows that they are caught. */
class MutantsTest {
  private static final int ENOUGH = 30;

  @TestFactory
  Stream<DynamicTest> eachMutantAppliesAndNamesTestsThatExist() throws IOException {
    var tests = TestClasses.find();
    return Mutant.all().stream().map(m -> dynamicTest(m.name(), () -> isFit(m, tests)));
  }

  private static void isFit(Mutant mutant, TestClasses tests) throws IOException {
    assertThat(mutant.applied()).isNotEqualTo(Files.readString(mutant.path()));
    assertThat(mutant.catchers()).isNotEmpty().allMatch(tests::knows);
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(Mutant.all()).hasSizeGreaterThanOrEqualTo(ENOUGH);
  }

  @Test
  void aPieceIsFoundHoweverItsLinesAreBroken() {
    assertThat(new Piece("b(\n  c)").replacedBy("d", "a; b( c ); e", "x")).isEqualTo("a; d; e");
  }

  @Test
  void aPieceThatIsNotThereOrIsThereTwiceFailsLoudly() {
    assertThatThrownBy(() -> new Piece("z").replacedBy("d", "a b", "x"))
        .hasMessageContaining("x does not apply, its piece is not there");
    assertThatThrownBy(() -> new Piece("a").replacedBy("d", "a b a", "x"))
        .hasMessageContaining("more than once");
  }

  @Test
  void aReasonIsReadWhyTheSimulatorCannotSeeIt() {
    var file = "guarantee: g\nin: a/B.java\ncaught by: BTest\n%s--- instead of\nx\n--- put\ny\n";
    assertThat(Mutant.parse("m", file.formatted("")).unseen()).isNull();
    var said = file.formatted("unseen in play: nobody there\n  has one\n");
    assertThat(Mutant.parse("m", said).unseen()).isEqualTo("nobody there has one");
  }

  @Test
  void aFileOfAnotherFormFailsLoudly() {
    assertThatThrownBy(() -> Mutant.parse("m", "guarantee: x\n"))
        .hasMessageContaining("m is no mutant");
  }
}
