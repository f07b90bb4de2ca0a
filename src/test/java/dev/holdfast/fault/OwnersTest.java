package dev.holdfast.fault;

import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 2, threadMode = ThreadMode.SEPARATE_THREAD)
class OwnersTest {
  private static final PodSignal POD = pod("{name: p, owner: web}");

  @Test
  void theTopmostKnownControllerIsTheWorkload() {
    assertThat(top(owner("web", "shop"), owner("shop", null))).isEqualTo("shop");
    assertThat(top(owner("web", "unknown"))).isEqualTo("web");
  }

  /** Whoever may write ReplicaSets may make them own themselves. */
  @Test
  void controllersThatOwnEachOtherHoldNobodyUp() {
    assertThat(top(owner("web", "web"))).isEqualTo("web");
    assertThat(top(owner("web", "b"), owner("b", "web"))).isIn("web", "b");
  }

  @Test
  void aChainOfTenThousandIsNotFollowedToItsEnd() {
    var chain = IntStream.range(0, 10_000).mapToObj(i -> owner("o" + i, "o" + (i + 1)));
    assertThat(top(Stream.concat(Stream.of(owner("web", "o0")), chain)))
        .isEqualTo("o" + (Owners.MOST_LINKS - 2));
  }

  private static String top(OwnerSignal... owners) {
    return top(Stream.of(owners));
  }

  private static String top(Stream<OwnerSignal> owners) {
    Map<String, OwnerSignal> known =
        owners.collect(Collectors.toMap(o -> o.ref().uid(), Function.identity()));
    return Owners.workload(POD, known, "0").name();
  }

  private static OwnerSignal owner(String name, @Nullable String parent) {
    var above = parent == null ? null : ref(parent);
    return new OwnerSignal("shop", ref(name), above, 1, false, null, false);
  }

  private static OwnerRef ref(String name) {
    return new OwnerRef("apps/v1", "ReplicaSet", name, "uid-" + name);
  }
}
