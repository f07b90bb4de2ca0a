package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.Hold;
import java.util.Optional;

/**
 * Which policies are in force at all.
 *
 * @param ownNamespace Holdfast's own
 * @param allowProtected an administrator's setting lets policies in protected namespaces count
 */
public record Acceptance(String ownNamespace, boolean allowProtected) {
  private static final String KUBE_SYSTEM = "kube-system";

  /** Why the policy is not in force; empty when it is. */
  public Optional<Hold> refuse(KnownPolicy policy) {
    var namespace = policy.key().namespace();
    boolean isProtected = namespace.equals(KUBE_SYSTEM) || namespace.equals(ownNamespace);
    if (isProtected && !allowProtected) {
      return Optional.of(
          new Hold(
              "ProtectedNamespace",
              "namespace " + namespace + " is protected",
              "HOLDFAST_ALLOW_PROTECTED_NAMESPACES is set to true"));
    }
    if (policy.spec().equals(PolicySpec.NOT_UNDERSTOOD)) {
      return Optional.of(
          new Hold(
              "NotUnderstood",
              "the spec uses what this version of Holdfast does not know; its log says what",
              "Holdfast is upgraded, or the policy is changed"));
    }
    return policy.selector().namesSomething()
        ? Optional.empty()
        : Optional.of(
            new Hold("EmptySelector", "the selector names nothing", "spec.selector names a label"));
  }

  /** In force, and its pods are its own business, also while it is on hold. */
  public boolean claims(KnownPolicy policy) {
    return policy.wantsRecovery() && refuse(policy).isEmpty();
  }

  /** In force, and wanting its pods recovered: only such a policy moves anything. */
  public boolean lets(KnownPolicy policy) {
    return policy.isEnforced() && refuse(policy).isEmpty();
  }
}
