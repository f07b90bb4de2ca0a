package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/** The mark of a node that is down stays, as long as a policy enforces anything. */
final class KeepsTheMark implements Rule {
  /** What a look and the call after it may take. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Setting setting;

  KeepsTheMark(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.is("patch", "nodes") || !change.succeeded()) return Stream.empty();
    boolean stays = !NodeFacts.State.of(change.response()).mark().isEmpty();
    if (stays || !isDown(change, facts)) return Stream.empty();
    boolean enforced =
        facts
            .policies()
            .all()
            .anyMatch(p -> p.spec().wasFor(SLACK, change.received(), PolicyFacts::enforces));
    return Rule.unless(!enforced, "takes its mark off node '" + change.name() + "', which is down");
  }

  private boolean isDown(AuditEvent change, Facts facts) {
    return facts
        .node(change.name())
        .filter(node -> !node.now().mark().isEmpty() && !node.now().isSteered())
        .filter(node -> node.isDown(setting.overdue().plus(SLACK), change.received()))
        .filter(
            node -> node.past().wasFor(SLACK, change.received(), s -> !s.ready().equals("True")))
        .isPresent();
  }
}
