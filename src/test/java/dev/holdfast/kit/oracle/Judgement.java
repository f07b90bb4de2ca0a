package dev.holdfast.kit.oracle;

import dev.holdfast.kit.Absence;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.Silence;
import java.util.List;
import java.util.function.Supplier;

/** Judges one change after the other by all rules, and remembers what they did. */
public final class Judgement {
  private final Facts facts = new Facts();
  private final List<Rule> rules;

  /** A new one, which knows of nothing. */
  public Judgement(
      Supplier<List<Absence>> absences, Supplier<List<Silence>> silences, Setting setting) {
    this.rules = Rules.all(absences, silences, setting);
  }

  /** What was wrong with the next change, in sentences; empty is well. */
  public List<String> of(AuditEvent change) {
    var found =
        rules.stream()
            .flatMap(rule -> rule.misdeeds(change, facts))
            .map(misdeed -> "The operator " + misdeed + ": " + change)
            .toList();
    facts.take(change);
    return found;
  }
}
