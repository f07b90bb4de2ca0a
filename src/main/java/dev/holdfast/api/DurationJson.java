package dev.holdfast.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;

/** Durations in JSON as {@link DurationFormat} writes them, for the fields of specs and status. */
public final class DurationJson {
  private DurationJson() {}

  /** Writes {@code "1m30s"}. */
  public static final class Serializer extends StdScalarSerializer<Duration> {
    private static final long serialVersionUID = 1;

    public Serializer() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(DurationFormat.format(value));
    }
  }

  /** Reads {@code "1m30s"}; anything else fails with Jackson's path to the field. */
  public static final class Deserializer extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    public Deserializer() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      var text = json.getValueAsString("");
      try {
        return DurationFormat.parse(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, Duration.class, e.getMessage());
      }
    }
  }
}
