package dev.holdfast.golden;

import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.NodeRoom;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.plan.Probed;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a policy sees, for tests: the policy {@code shop/web}, which is in force, and of all that a
 * test does not give nothing.
 */
public final class SampleView {
  private final List<PodSignal> pods;
  private PolicyKey policy = new PolicyKey("shop", "web", "u", Instant.EPOCH, 1);
  private PolicySpec spec = ofWeb(null);
  private Map<String, OwnerSignal> owners = Map.of();
  private Fleet fleet = Fleet.NONE;
  private Set<String> leaving = Set.of();
  private Probed probed = Probed.NONE;
  private Supplier<List<NodeRoom>> rooms = List::of;
  private @Nullable Hold refused;
  private @Nullable Hold hold;

  private SampleView(List<PodSignal> pods) {
    this.pods = pods;
  }

  public static SampleView of(PodSignal... pods) {
    return of(List.of(pods));
  }

  public static SampleView of(List<PodSignal> pods) {
    return new SampleView(pods);
  }

  /** Pods of the app {@code web}, and a default of all else. */
  private static PolicySpec ofWeb(@Nullable Mode mode) {
    return new PolicySpec(mode, new LabelQuery(Map.of("app", "web"), null), null, null, null, null);
  }

  public SampleView policy(PolicyKey key) {
    this.policy = key;
    return this;
  }

  public SampleView spec(PolicySpec written) {
    this.spec = written;
    return this;
  }

  public SampleView mode(Mode mode) {
    return spec(ofWeb(mode));
  }

  public SampleView owners(Map<String, OwnerSignal> byUid) {
    this.owners = byUid;
    return this;
  }

  public SampleView fleet(Fleet judged) {
    this.fleet = judged;
    return this;
  }

  public SampleView leaving(Set<String> uids) {
    this.leaving = uids;
    return this;
  }

  public SampleView probed(Probed said) {
    this.probed = said;
    return this;
  }

  public SampleView rooms(Supplier<List<NodeRoom>> free) {
    this.rooms = free;
    return this;
  }

  /** Not in force at all. */
  public SampleView refused(@Nullable Hold why) {
    this.refused = why;
    return hold(why);
  }

  /** In force, but not to act now. */
  public SampleView hold(@Nullable Hold why) {
    this.hold = why;
    return this;
  }

  public PolicyView view() {
    return new PolicyView(
        policy, spec, pods, List.of(), owners, Map.of(), fleet, leaving, List.of(), 1, probed,
        rooms, refused, hold);
  }
}
