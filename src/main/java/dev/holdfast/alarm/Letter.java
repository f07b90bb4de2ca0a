package dev.holdfast.alarm;

import java.util.Map;

/** What is posted, whoever takes it. */
record Letter(String contentType, Map<String, String> headers, byte[] body) {
  Letter(String contentType, byte[] body) {
    this(contentType, Map.of(), body);
  }
}
