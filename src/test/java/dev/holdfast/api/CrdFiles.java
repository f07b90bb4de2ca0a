package dev.holdfast.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
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
        .withPostProcessor(columnsAsDeclaredBy(type))
        .generate();
    Map<String, String> files = new HashMap<>();
    output.crds.forEach(
        (name, crd) -> files.put(name + ".yml", crd.toString(StandardCharsets.UTF_8)));
    return files;
  }

  /** The generator sorts printer columns by path; people read them in the order of annotations. */
  private static CRDPostProcessor columnsAsDeclaredBy(Class<?> type) {
    List<String> declared =
        Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::jsonPath)
            .toList();
    Comparator<CustomResourceColumnDefinition> order =
        Comparator.comparingInt(column -> declared.indexOf(column.getJsonPath()));
    return new CRDPostProcessor() {
      @Override
      public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        for (CustomResourceDefinitionVersion version :
            ((CustomResourceDefinition) crd).getSpec().getVersions()) {
          version.getAdditionalPrinterColumns().sort(order);
        }
        return crd;
      }
    };
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
