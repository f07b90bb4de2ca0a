package dev.holdfast.kit;

import dev.holdfast.kit.oracle.Judgement;
import dev.holdfast.kit.oracle.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the audit log and what the hosts know by themselves, and finds what an operator must never
 * do, whatever the test was about.
 */
public final class Oracle {
  private static final Pattern READ = Pattern.compile("\"verb\":\"(get|list|watch)\"");
  private static final Pattern OF_USE =
      Pattern.compile(
          "\"resource\":\"(nodes|pods|leases|configmaps|persistentvolumeclaims"
              + "|highavailabilitypolicies|nodehealthpolicies)\"");

  private final List<String> violations = new ArrayList<>();
  private final LogTail log;
  private final Judgement judgement;

  /** For what is wrong by the audit log alone. */
  public Oracle(Path auditLog) {
    this(auditLog, List::of, List::of, Setting.OF_TESTS);
  }

  /** For all that is wrong on that control plane. */
  public Oracle(ControlPlane plane) {
    this(plane.auditLog(), plane::absences, plane::silences, Setting.OF_TESTS);
  }

  Oracle(
      Path auditLog,
      Supplier<List<Absence>> absences,
      Supplier<List<Silence>> silences,
      Setting setting) {
    this.log = new LogTail(auditLog);
    this.judgement = new Judgement(absences, silences, setting);
  }

  /** All that was found so far, with what the log has gained since the last call. */
  public synchronized List<String> violations() {
    log.fresh().stream()
        .filter(Oracle::isOfUse)
        .map(AuditEvent::parse)
        .filter(AuditEvent::isChange)
        .forEach(change -> violations.addAll(judgement.of(change)));
    return List.copyOf(violations);
  }

  private static boolean isOfUse(String line) {
    return !READ.matcher(line).find()
        && (line.contains(OperatorAccount.USER) || OF_USE.matcher(line).find());
  }
}
