package dev.holdfast.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown. */
final class Table {
  private Table() {}

  static String of(List<String> head, List<List<String>> rows) {
    var rule = head.stream().map(column -> "---:").toList();
    return Stream.concat(Stream.of(head, rule), rows.stream())
        .map(row -> "| " + String.join(" | ", row) + " |")
        .collect(Collectors.joining("\n"));
  }
}
