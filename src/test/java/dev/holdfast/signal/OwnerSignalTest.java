package dev.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerSignalTest {
  private static final OwnerSignal WEB =
      new OwnerSignal(
          "shop",
          new OwnerRef("apps/v1", "ReplicaSet", "web", "uid-web"),
          null,
          3,
          false,
          null,
          false);

  @ParameterizedTest(name = "{0} {1} {2} from {3}: {4}")
  @CsvSource({
    "apps/v1,      ReplicaSet,  web,   shop,  uid-web,   true",
    "apps/v1beta2, ReplicaSet,  web,   shop,  uid-web,   true",
    "apps/v1,      ReplicaSet,  web,   other, uid-web,   false",
    "apps/v1,      StatefulSet, web,   shop,  uid-web,   false",
    "evil.io/v1,   ReplicaSet,  web,   shop,  uid-web,   false",
    "apps/v1,      ReplicaSet,  other, shop,  uid-web,   false",
    "apps/v1,      ReplicaSet,  web,   shop,  uid-other, false"
  })
  void aControllerIsKnownOnlyByItsFullNameFromItsOwnNamespace(
      String version, String kind, String name, String from, String uid, boolean known) {
    assertThat(WEB.isNamedBy(new OwnerRef(version, kind, name, uid), from)).isEqualTo(known);
  }
}
