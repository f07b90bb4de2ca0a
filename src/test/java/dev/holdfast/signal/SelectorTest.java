package dev.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.signal.Selector.Operator;
import dev.holdfast.signal.Selector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

  @ParameterizedTest(name = "{0} {1} of a label {2}: {3}")
  @CsvSource({
    "IN, a|b, a, true",
    "IN, a|b, c, false",
    "IN, a|b, , false",
    "NOT_IN, a|b, a, false",
    "NOT_IN, a|b, c, true",
    "NOT_IN, a|b, , true",
    "EXISTS, '', c, true",
    "EXISTS, '', , false",
    "DOES_NOT_EXIST, '', c, false",
    "DOES_NOT_EXIST, '', , true",
    "GT, 3, 4, true",
    "GT, 3, 3, false",
    "GT, 3, x, false",
    "GT, 3, , false",
    "GT, 3|4, 9, false",
    "LT, 3, 2, true",
    "LT, 3, 3, false",
    "LT, x, 2, false",
    "LT, 3, , false",
  })
  void operatorsMeanWhatKubernetesMeansByThem(
      Operator operator, String values, String label, boolean matches) {
    var wanted = values.isEmpty() ? Set.<String>of() : Set.of(values.split("\\|"));
    assertThat(new Requirement("k", operator, wanted).matches(label)).isEqualTo(matches);
  }

  @ParameterizedTest(name = "a selector of one {0} names something: {1}")
  @CsvSource({
    "IN, true",
    "EXISTS, true",
    "NOT_IN, false",
    "DOES_NOT_EXIST, false",
    "GT, false",
    "LT, false"
  })
  void onlyWhatAsksForALabelNamesSomething(Operator operator, boolean names) {
    var selector = new Selector(List.of(new Requirement("k", operator, Set.of("1"))));
    assertThat(selector.namesSomething()).isEqualTo(names);
  }

  @Property
  void anOperatorThatNobodyKnowsIsAnErrorAndNoMatch(@ForAll String written) {
    var known = Set.of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
    if (known.contains(written)) assertThat(Operator.of(written)).isNotNull();
    else assertThatThrownBy(() -> Operator.of(written)).hasMessageContaining(written);
  }

  @Property
  void aFurtherRequirementNeverSelectsMore(
      @ForAll("requirements") List<Requirement> some,
      @ForAll("requirements") List<Requirement> more,
      @ForAll("labels") Map<String, String> labels) {
    var wide = new Selector(some);
    var narrow = new Selector(Stream.concat(some.stream(), more.stream()).toList());
    if (narrow.matches(labels)) assertThat(wide.matches(labels)).isTrue();
  }

  @Property
  void whatNamesSomethingSelectsNoUnlabelledPod(
      @ForAll("requirements") List<Requirement> requirements) {
    var selector = new Selector(requirements);
    if (selector.namesSomething()) assertThat(selector.matches(Map.of())).isFalse();
  }

  @Property
  void labelsSelectThemselves(@ForAll("labels") Map<String, String> labels) {
    assertThat(Selector.ofLabels(labels).matches(labels)).isTrue();
  }

  @Provide
  Arbitrary<List<Requirement>> requirements() {
    var key = Arbitraries.of("a", "b", "c");
    var values = Arbitraries.of("1", "2", "x").set().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(key, Arbitraries.of(Operator.class), values)
        .as(Requirement::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<Map<String, String>> labels() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), Arbitraries.of("1", "2", "x"));
  }
}
