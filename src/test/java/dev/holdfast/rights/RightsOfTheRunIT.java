package dev.holdfast.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.holdfast.kit.RightsUsed;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs after all other integration tests, and only when all of them ran: what the API servers'
 * audit logs tell of the operator is compared with deploy/install.yaml.
 */
@Tag("integration")
class RightsOfTheRunIT {

  @Test
  void nothingWasDeniedToTheOperatorAndItHasNoRightThatItNeverUsed() throws IOException {
    var used = RightsUsed.ofTheRun();
    assumeThat(used).as("audit logs of a run on real control planes").isNotEmpty();
    assertThat(RightsComparison.complaints(GrantedRights.ofTheManifest(), used)).isEmpty();
  }
}
