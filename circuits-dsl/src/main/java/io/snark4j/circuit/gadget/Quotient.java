package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Optional;

/** Division in one constraint, for divisors that the caller has shown not to be zero. */
final class Quotient {
    private static final Hint QUOTIENT = inputs -> new Fr[] {inputs[1].isZero() ? Fr.ZERO : inputs[0].div(inputs[1])};

    private Quotient() {}

    /**
     * dividend/divisor; 1 constraint. Where both were zero it would be anything: the caller says why the divisor is not, whatever the prover chooses.
     */
    static Var of(Api api, String name, Var dividend, Var divisor) {
        Optional<Fr> constant = divisor.constantValue();
        if (constant.isPresent()) {
            return dividend.times(constant.get().inverse());
        }
        Var quotient = api.hint(name, QUOTIENT, 1, dividend, divisor)[0];
        api.assertProduct(quotient, divisor, dividend);
        return quotient;
    }
}
