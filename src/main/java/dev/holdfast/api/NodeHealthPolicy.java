package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** How nodes are judged and what may be done to them; {@code kubectl get nhp}. */
@Group("holdfast.dev")
@Version("v1alpha1")
@Plural("nodehealthpolicies")
@ShortNames("nhp")
@AdditionalPrinterColumn(
    name = "NODES",
    jsonPath = ".status.nodes",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "HEALTHY",
    jsonPath = ".status.healthy",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "SUSPECT",
    jsonPath = ".status.suspect",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "IMPAIRED",
    jsonPath = ".status.impaired",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "LOST",
    jsonPath = ".status.lost",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "DEAD",
    jsonPath = ".status.dead",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "HOLDING", jsonPath = ".status.guards[*].name")
@AdditionalPrinterColumn(name = "VOTING", jsonPath = ".status.voting", priority = 1)
@AdditionalPrinterColumn(
    name = "LOSSES 30D",
    jsonPath = ".status.detection.losses",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "DETECT P50",
    jsonPath = ".status.detection.p50",
    type = AdditionalPrinterColumn.Type.NUMBER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "DETECT P99",
    jsonPath = ".status.detection.p99",
    type = AdditionalPrinterColumn.Type.NUMBER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class NodeHealthPolicy extends CustomResource<NodePolicySpec, NodePolicyStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("How nodes are judged and what may be done to them.")
  public NodePolicySpec getSpec() {
    return super.getSpec();
  }

  /** Before Holdfast has seen it: to others, a status of no generation would be an old one. */
  @Override
  @Default("{\"observedGeneration\": 0}")
  @JsonPropertyDescription("What Holdfast says of these nodes.")
  public NodePolicyStatus getStatus() {
    return super.getStatus();
  }
}
