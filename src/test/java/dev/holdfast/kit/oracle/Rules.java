package dev.holdfast.kit.oracle;

import dev.holdfast.kit.Absence;
import dev.holdfast.kit.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that must never happen. */
final class Rules {
  private Rules() {}

  /**
   * Fresh ones for one audit log: some of them remember.
   *
   * @param absences when which host could not be told anything, and what ran there
   * @param silences when nothing came back from which host
   * @param setting of the cluster that the log is of
   */
  static List<Rule> all(
      Supplier<List<Absence>> absences, Supplier<List<Silence>> silences, Setting setting) {
    var rules = new ArrayList<>(ofAnyLog(absences, silences, setting));
    if (setting.inOrder()) rules.addAll(ofLogInOrder(setting));
    return rules;
  }

  private static List<Rule> ofAnyLog(
      Supplier<List<Absence>> absences, Supplier<List<Silence>> silences, Setting setting) {
    return List.of(
        Rule.ofOperator(new Rights()),
        Rule.ofOperator(new NoNamesakes()),
        Rule.ofOperator(new Stopped()),
        Rule.ofOperator(new DisruptionOnly()),
        Rule.ofOperator(new DivertsTheSilentOnly(silences, setting.unseen())),
        Rule.ofOperator(new OurMarkOnly()),
        Rule.ofOperator(new OnlyForEnforced()),
        new WithinTheBrake(silences, setting),
        Rule.ofRemovals(new IntentFirst()),
        Rule.ofRemovals(new OnlyItsOwn()),
        Rule.ofRemovals(new OnceOnly()),
        Rule.ofRemovals(new TaintFirst()),
        Rule.ofRemovals(new OnlyTheLost(silences, setting.unseen())),
        Rule.ofRemovals(new KeepsMinAvailable()),
        new NotWhereItFailed(),
        new OneWriter(absences));
  }

  /** They count by the moment what others did, of which a log of many writers tells too late. */
  private static List<Rule> ofLogInOrder(Setting setting) {
    return List.of(
        Rule.ofOperator(new Vetoed()),
        Rule.ofOperator(new KeepsTheMark(setting)),
        Rule.ofOperator(new ReadsAgain()),
        Rule.ofOperator(new TaintBeforeIntent()),
        Rule.ofOperator(new PlansTheWantedOnly()),
        Rule.ofOperator(new BooksItsDeedsOnly()),
        Rule.ofRemovals(new OnlyTheReplaceable()),
        Rule.ofRemovals(new EvictsTheIllOnly()),
        Rule.ofRemovals(new NoMovesInMaintenance()));
  }
}
