package dev.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Spec(
      @JsonSerialize(using = DurationJson.Serializer.class)
          @JsonDeserialize(using = DurationJson.Deserializer.class)
          @Nullable Duration notReadyFor) {}

  @Test
  void aDurationGoesThroughJsonInItsShortForm() throws JsonProcessingException {
    var text = "{\"notReadyFor\":\"1m30s\"}";
    var spec = JSON.readValue(text, Spec.class);
    assertThat(spec).isEqualTo(new Spec(Duration.ofSeconds(90)));
    assertThat(JSON.writeValueAsString(spec)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"notReadyFor\":null}"})
  void anAbsentDurationStaysAbsent(String text) throws JsonProcessingException {
    assertThat(JSON.readValue(text, Spec.class)).isEqualTo(new Spec(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"soon\"", "\"\"", "30", "true", "{}", "[]"})
  void anythingElseFailsAndNamesTheField(String value) {
    assertThatThrownBy(() -> JSON.readValue("{\"notReadyFor\":" + value + "}", Spec.class))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("notReadyFor")
        .hasMessageContaining("1m30s");
  }
}
