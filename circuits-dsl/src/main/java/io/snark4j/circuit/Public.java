package io.snark4j.circuit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a {@link Circuit} as public: the verifier sees it. Public inputs stand in the order of the components; a marked array or
 * record is public as a whole. Every other input is private. A component that holds no inputs cannot be marked.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Public {}
