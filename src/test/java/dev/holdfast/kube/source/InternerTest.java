package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternerTest {
  private final Interner interner = new Interner();

  @Test
  void equalValuesBecomeOneInstance() {
    var one = interner.same(List.of("a", "b", "c"));
    assertThat(interner.same(List.of("a", "b", "c"))).isSameAs(one);
    assertThat(interner.map(Map.of("k", "v"))).isSameAs(interner.map(Map.of("k", "v")));
  }

  @Test
  void whatNobodyHoldsIsForgotten() {
    for (int i = 0; i < 10_000; i++) interner.same(List.of("only once", i, i));
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(interner.size()).isLessThan(100);
            });
  }
}
