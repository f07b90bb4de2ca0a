package dev.holdfast.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CRDs that the classes of the API describe, as the files that stand in {@code crds/}. */
final class CrdFiles {

  private CrdFiles() {}

  /** File name to content. */
  static Map<String, String> of(Collection<Class<? extends HasMetadata>> types) {
    Map<String, String> files = new TreeMap<>();
    types.forEach(type -> files.putAll(of(type)));
    return files;
  }

  private static Map<String, String> of(Class<? extends HasMetadata> type) {
    var output = new InMemory(new HashMap<>());
    new CRDGenerator()
        .customResourceClasses(List.of(type))
        .withOutput(output)
        .withPostProcessor(new Mending(columnsDeclaredBy(type)))
        .generate();
    Map<String, String> files = new HashMap<>();
    output.crds.forEach(
        (name, crd) -> files.put(name + ".yml", crd.toString(StandardCharsets.UTF_8)));
    return files;
  }

  private static List<String> columnsDeclaredBy(Class<?> type) {
    return Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(AdditionalPrinterColumn::jsonPath)
        .toList();
  }

  /**
   * The generator sorts printer columns by path; people read them in the order of annotations. And
   * it finds the rule of a record's component twice, at its field and at its accessor.
   */
  private record Mending(List<String> columns) implements CRDPostProcessor {
    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
      for (CustomResourceDefinitionVersion version :
          ((CustomResourceDefinition) crd).getSpec().getVersions()) {
        Comparator<CustomResourceColumnDefinition> order =
            Comparator.comparingInt(column -> columns.indexOf(column.getJsonPath()));
        version.getAdditionalPrinterColumns().sort(order);
        eachRuleOnce(version.getSchema().getOpenAPIV3Schema());
      }
      return crd;
    }

    private static void eachRuleOnce(JSONSchemaProps schema) {
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
      schema.getProperties().values().forEach(Mending::eachRuleOnce);
      if (schema.getItems() != null) eachRuleOnce(schema.getItems().getSchema());
    }
  }

  private record InMemory(Map<String, ByteArrayOutputStream> crds)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      var crd = new ByteArrayOutputStream();
      crds.put(crdName, crd);
      return crd;
    }

    @Override
    public void close() {}
  }
}
