package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passes that begin within a pass run at the same time as it. */
class PassSharesTest {
  private final List<String> ran = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private final PassShares shares = new PassShares(4, id -> woken.add(name(id)));

  @Test
  void aNamespaceHasHalfOfTheThreadsAndOthersHaveTheRest() {
    pass(
        "many/a",
        () ->
            pass(
                "many/b",
                () -> {
                  pass("many/c", () -> {});
                  pass("few/a", () -> {});
                }));

    assertThat(ran).containsExactly("many/a", "many/b", "few/a");
  }

  @Test
  void whoeverWaitedIsWokenWhenAPassOfItsNamespaceEnds() {
    pass("many/a", () -> pass("many/b", () -> pass("many/c", () -> {})));

    assertThat(woken).contains("many/c");
    pass("many/c", () -> {});
    assertThat(ran).last().isEqualTo("many/c");
  }

  @Test
  void nobodyIsWokenForAPassOfAnotherNamespace() {
    pass(
        "many/a",
        () ->
            pass(
                "many/b",
                () -> {
                  pass("many/c", () -> {});
                  pass("few/a", () -> {});
                  assertThat(woken).isEmpty();
                }));
  }

  @Test
  void oneThatEnteredWaitsNoMore() {
    pass("many/a", () -> pass("many/b", () -> pass("many/c", () -> {})));
    pass("many/c", () -> {});
    woken.clear();

    pass("many/a", () -> {});

    assertThat(woken).isEmpty();
  }

  @Test
  void oneThatIsGoneWhenItIsWokenKeepsNoOtherWaiting() {
    pass(
        "many/a",
        () ->
            pass(
                "many/b",
                () -> {
                  pass("many/gone", () -> {});
                  pass("many/c", () -> {});
                }));

    assertThat(woken).startsWith("many/gone").contains("many/c");
    woken.clear();
    shares.forget(id("many/gone"));
    assertThat(woken).containsExactly("many/c");
  }

  /** It is marked for deletion, and somebody's finalizer keeps it. */
  @Test
  void oneThatMayNotEnterWhenItIsWokenHandsItsTurnOn() {
    pass(
        "many/a",
        () -> {
          pass(
              "many/b",
              () -> {
                pass("many/leaving", () -> {});
                pass("many/c", () -> {});
              });
          assertThat(woken).containsExactly("many/leaving");
          shares.forget(id("many/leaving"));
          assertThat(woken).containsExactly("many/leaving", "many/c");
          pass("many/c", () -> {});
        });

    assertThat(ran).containsExactly("many/a", "many/b", "many/c");
  }

  @Test
  void whoNeverWaitedHandsNoTurnOn() {
    pass(
        "many/a",
        () ->
            pass(
                "many/b",
                () -> {
                  pass("many/c", () -> {});
                  shares.forget(id("many/d"));
                  shares.forget(id("few/d"));
                }));

    assertThat(woken).doesNotContain("many/d", "few/d").contains("many/c");
  }

  @Test
  void twoBusyNamespacesLeaveAQuarterForThoseThatHaveNothingRunning() {
    pass(
        "many/a",
        () ->
            pass(
                "more/a",
                () ->
                    pass(
                        "many/b",
                        () -> {
                          pass("more/b", () -> {});
                          pass("few/a", () -> {});
                        })));

    assertThat(ran).containsExactly("many/a", "more/a", "many/b", "few/a");
  }

  @Test
  void whoeverWaitedForAnotherNamespaceIsWokenWhenThatLeavesRoom() {
    pass(
        "more/a",
        () -> {
          pass("many/a", () -> pass("many/b", () -> pass("more/b", () -> {})));
          assertThat(woken).containsOnly("more/b");
          pass("more/b", () -> {});
        });

    assertThat(ran).containsExactly("more/a", "many/a", "many/b", "more/b");
  }

  @Test
  void withTwoThreadsEachOfTwoNamespacesHasOne() {
    var two = new PassShares(2, id -> woken.add(name(id)));

    two.run(
        id("many/a"),
        () -> {
          two.run(id("many/b"), () -> ran.add("many/b"));
          two.run(id("few/a"), () -> ran.add("few/a"));
        });

    assertThat(ran).containsExactly("few/a");
    assertThat(woken).contains("many/b");
  }

  @Test
  void aPassThatFailsGivesItsPlaceBack() {
    for (int i = 0; i < 3; i++) {
      try {
        pass(
            "many/a",
            () -> {
              throw new IllegalStateException("a defect");
            });
      } catch (IllegalStateException expected) {
        // JOSDK's to deal with
      }
    }

    assertThat(ran).hasSize(3);
  }

  @Test
  void withOneThreadAPassRunsAllTheSame() {
    var one = new PassShares(1, id -> woken.add(name(id)));

    one.run(id("many/a"), () -> ran.add("many/a"));

    assertThat(ran).containsExactly("many/a");
  }

  private void pass(String policy, Runnable meanwhile) {
    shares.run(
        id(policy),
        () -> {
          ran.add(policy);
          meanwhile.run();
        });
  }

  private static ResourceID id(String policy) {
    var parts = policy.split("/");
    return new ResourceID(parts[1], parts[0]);
  }

  private static String name(ResourceID id) {
    return id.getNamespace().orElseThrow() + "/" + id.getName();
  }
}
