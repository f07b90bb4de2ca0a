package dev.holdfast.config;

import static java.util.Comparator.comparing;

import java.util.List;

/**
 * The name that somebody probably meant: one cut short, one with a word left out, else the fewest
 * letters to change.
 */
final class NearestName {
  /** More letters than that are another word: PORT is none of the ways to write NODE. */
  private static final int SLIPS = 2;

  private NearestName() {}

  static String to(String misspelt, List<String> names) {
    return names.stream()
        .min(
            comparing((String name) -> !name.startsWith(misspelt))
                .thenComparing(name -> !isLike(misspelt, name))
                .thenComparingInt(name -> distance(misspelt, name)))
        .orElseThrow();
  }

  private static boolean isLike(String misspelt, String name) {
    return distance(misspelt, name) <= SLIPS || words(name).containsAll(words(misspelt));
  }

  private static List<String> words(String name) {
    return List.of(name.split("_"));
  }

  /** Levenshtein's: letters to insert, drop or replace. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
