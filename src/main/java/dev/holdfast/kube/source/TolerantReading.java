package dev.holdfast.kube.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How our own kinds are read. A newer version's definitions may be installed already: fields that
 * we do not know are passed over, and a spec or status that we cannot read permits nothing. One
 * object that cannot be read would otherwise end the watch of all.
 */
public final class TolerantReading {
  private static final Logger log = LoggerFactory.getLogger(TolerantReading.class);

  private static final Map<Class<?>, Object> INSTEAD =
      Map.of(
          PolicySpec.class, PolicySpec.NOT_UNDERSTOOD,
          NodePolicySpec.class, NodePolicySpec.NOT_UNDERSTOOD,
          PolicyStatus.class, PolicyStatus.NOT_UNDERSTOOD,
          NodePolicyStatus.class, NodePolicyStatus.EMPTY);

  private TolerantReading() {}

  public static KubernetesSerialization serialization() {
    var specs = new SimpleModule("specs").setDeserializerModifier(new Specs());
    var mapper =
        new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(specs);
    return new KubernetesSerialization(mapper, true);
  }

  private static final class Specs extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> usual) {
      return INSTEAD.containsKey(bean.getBeanClass()) ? new OrElse(usual) : usual;
    }
  }

  private static final class OrElse extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    OrElse(JsonDeserializer<?> usual) {
      super(usual);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new OrElse(usual);
    }

    /** Read to its end first, so that what comes after it is read in any case. */
    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      var whole = context.bufferAsCopyOfValue(json);
      try (var parser = whole.asParserOnFirstToken()) {
        return super.deserialize(parser, context);
      } catch (JsonMappingException e) {
        log.warn(
            "A {} uses what this version of Holdfast does not know, and is not acted on: {}",
            handledType().getSimpleName(),
            e.getOriginalMessage());
        return Objects.requireNonNull(INSTEAD.get(handledType()), "no substitute");
      }
    }
  }
}
