package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Which pods are to be kept available, and how; {@code kubectl get hap}. */
@Group("holdfast.dev")
@Version("v1alpha1")
@Plural("highavailabilitypolicies")
@ShortNames("hap")
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.pods.summary")
@AdditionalPrinterColumn(
    name = "AVAILABLE",
    jsonPath = ".status.conditions[?(@.type==\"Available\")].status")
@AdditionalPrinterColumn(name = "30D", jsonPath = ".status.availability.month.value")
@AdditionalPrinterColumn(name = "BUDGET LEFT", jsonPath = ".status.availability.budget.left")
@AdditionalPrinterColumn(name = "MTTR", jsonPath = ".status.recovery.mttr")
@AdditionalPrinterColumn(
    name = "30D LEAST",
    jsonPath = ".status.availability.month.lowerBound",
    priority = 1)
@AdditionalPrinterColumn(
    name = "30D MOST",
    jsonPath = ".status.availability.month.upperBound",
    priority = 1)
@AdditionalPrinterColumn(
    name = "30D WATCHED",
    jsonPath = ".status.availability.month.coverage",
    priority = 1)
@AdditionalPrinterColumn(
    name = "P95",
    jsonPath = ".status.recovery.total.p95",
    type = AdditionalPrinterColumn.Type.NUMBER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "LAST FAULT",
    jsonPath = ".status.incidents[-1:].fault",
    priority = 1)
@AdditionalPrinterColumn(
    name = "LAST STATE",
    jsonPath = ".status.incidents[-1:].state",
    priority = 1)
@AdditionalPrinterColumn(
    name = "FAULTS",
    jsonPath = ".status.faults",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class HighAvailabilityPolicy extends CustomResource<PolicySpec, PolicyStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is asked for.")
  public PolicySpec getSpec() {
    return super.getSpec();
  }

  /** Before Holdfast has seen it: to others, a status of no generation would be an old one. */
  @Override
  @Default("{\"observedGeneration\": 0}")
  @JsonPropertyDescription("What Holdfast says and remembers of this policy.")
  public PolicyStatus getStatus() {
    return super.getStatus();
  }
}
