package dev.holdfast.kit.net;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class of tests whose hosts cross a network. {@link NetworkExtension} gives these classes a
 * control plane in a network, one class at a time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NetworkExtension.class)
@ResourceLock("the control plane in a network")
public @interface OnNetwork {}
