package dev.holdfast.alarm;

import java.util.Map;

/** What is posted, whoever takes it. */
record Letter(String contentType, Map<String, String> headers, String body) {
  Letter(String contentType, String body) {
    this(contentType, Map.of(), body);
  }
}
