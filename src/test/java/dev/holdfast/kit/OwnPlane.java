package dev.holdfast.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class of tests that start, stop and kill operators of their own, and so would disturb all
 * others. {@link KubeExtension} gives these classes a second control plane, one class at a time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("the second control plane")
public @interface OwnPlane {}
