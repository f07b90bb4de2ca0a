package dev.holdfast.mutants;

/**
 * A test that must catch a mutant: a class, or one method of it.
 *
 * @param type simple name of the class
 * @param method empty: all of them
 */
record Catcher(String type, String method) {

  /** As {@code NodeJudgeTest} or {@code NodeJudgeTest.aNamesakeInheritsNothing}. */
  static Catcher parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new Catcher(text, "")
        : new Catcher(text.substring(0, dot), text.substring(dot + 1));
  }

  boolean isOf(String methodName) {
    return method.isEmpty() || method.equals(methodName);
  }

  /** It runs on a control plane. */
  boolean isIntegration() {
    return type.endsWith("IT");
  }

  @Override
  public String toString() {
    return method.isEmpty() ? type : type + "." + method;
  }
}
