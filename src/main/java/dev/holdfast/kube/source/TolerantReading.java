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
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How our own kinds are read. A newer version's definitions may be installed already: fields that
 * we do not know are passed over, and a spec or status that we cannot read permits nothing. One
 * object that cannot be read would otherwise end the watch of all. Of their metadata only what we
 * need is read, so that no cache holds more, the framework's included.
 */
public final class TolerantReading {
  private static final Logger log = LoggerFactory.getLogger(TolerantReading.class);

  private static final Map<Class<?>, Object> INSTEAD =
      Map.of(
          PolicySpec.class, PolicySpec.NOT_UNDERSTOOD,
          NodePolicySpec.class, NodePolicySpec.NOT_UNDERSTOOD,
          PolicyStatus.class, PolicyStatus.NOT_UNDERSTOOD,
          NodePolicyStatus.class, NodePolicyStatus.EMPTY);

  private static final Set<Class<?>> SPECS = Set.of(PolicySpec.class, NodePolicySpec.class);

  /** Specs are in the framework's cache and in ours, and a selector may be a hundred kilobytes. */
  private static final Interner HELD_ONCE = new Interner();

  private static final Set<Class<?>> OWN =
      Set.of(HighAvailabilityPolicy.class, NodeHealthPolicy.class);

  private TolerantReading() {}

  public static KubernetesSerialization serialization() {
    var ownKinds = new SimpleModule("own-kinds").setDeserializerModifier(new OwnKinds());
    var mapper =
        new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(ownKinds);
    return new KubernetesSerialization(mapper, true);
  }

  private static final class OwnKinds extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> usual) {
      var type = bean.getBeanClass();
      if (INSTEAD.containsKey(type)) return new OrElse(usual);
      return OWN.contains(type) ? new Slim(usual) : usual;
    }
  }

  private static final class Slim extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    Slim(JsonDeserializer<?> usual) {
      super(usual);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new Slim(usual);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      var read = super.deserialize(json, context);
      if (read instanceof HasMetadata object) {
        object.setMetadata(KeptMetadata.of(Given.metadata(object)));
      }
      return read;
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
        var read = super.deserialize(parser, context);
        return SPECS.contains(handledType()) ? HELD_ONCE.same(read) : read;
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
