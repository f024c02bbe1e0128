package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;

/**
 * A point in Baby Jubjub's Montgomery form v² = u³ + 168698·u² + u, with u = (1 + y)/(1 − y) and v = u/x: an addition costs 3 constraints instead
 * of 6. Neither form's affine formulas cover all cases: every method says which points it takes, and who calls it shows that no
 * others come. Source: Bernstein, Birkner, Joye, Lange, Peters, "Twisted Edwards Curves", AFRICACRYPT 2008, section 3.
 *
 * @param u abscissa
 * @param v ordinate
 */
record MontgomeryVar(Var u, Var v) {
    /** 2(a + d)/(a − d); the coefficient of v², 4/(a − d), is 1. */
    static final Fr A = BabyJubjubPoint.A.add(BabyJubjubPoint.D).twice().div(BabyJubjubPoint.A.sub(BabyJubjubPoint.D));

    /** u and v of a point that is neither neutral nor of order 2. */
    static Fr[] of(BabyJubjubPoint point) {
        Fr u = Fr.ONE.add(point.y()).div(Fr.ONE.sub(point.y()));
        return new Fr[] {u, u.div(point.x())};
    }

    /** 2 constraints. The point is neither neutral nor of order 2: y = 1 and x = 0 only there. */
    static MontgomeryVar of(Api api, BabyJubjubVar point) {
        Var one = api.constant(1);
        Var u = Quotient.of(api, "Montgomery u", one.plus(point.y()), one.minus(point.y()));
        return new MontgomeryVar(u, Quotient.of(api, "Montgomery v", u, point.x()));
    }

    /** 2 constraints. The point is of odd order: v = 0 only at the point of order 2, and u = −1 at points of order 4 at most. */
    BabyJubjubVar toEdwards(Api api) {
        return new BabyJubjubVar(
                Quotient.of(api, "Edwards x", u, v), Quotient.of(api, "Edwards y", u.minus(1), u.plus(1)));
    }

    /** 3 constraints. The points are neither equal nor opposite: u differs. */
    MontgomeryVar add(Api api, MontgomeryVar other) {
        Var slope = Quotient.of(api, "chord", other.v.minus(v), other.u.minus(u));
        return through(api, slope, other.u);
    }

    /** 4 constraints. The point is not of order 2: v is not 0. */
    MontgomeryVar twice(Api api) {
        Var rise = api.square(u).times(3).plus(u.times(A.twice())).plus(1);
        return through(api, Quotient.of(api, "tangent", rise, v.times(2)), u);
    }

    // The third point of the line with that slope through this point and one at otherU, mirrored.
    private MontgomeryVar through(Api api, Var slope, Var otherU) {
        Var sum = api.mulAdd(slope, slope, u.plus(otherU).plus(A).neg());
        return new MontgomeryVar(sum, api.mulAdd(slope, u.minus(sum), v.neg()));
    }
}
