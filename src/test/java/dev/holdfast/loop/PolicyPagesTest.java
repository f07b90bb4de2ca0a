package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kube.source.PolicyReader;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPagesTest {
  @ParameterizedTest
  @ValueSource(classes = {PolicyReconciler.class, NodePolicyReconciler.class})
  void theFrameworkListsOurKindsInThePagesThatTheHeapBears(Class<?> reconciler) {
    var configuration = reconciler.getAnnotation(ControllerConfiguration.class);
    assertThat(configuration.informer().informerListLimit()).isEqualTo(PolicyReader.PAGE);
  }
}
