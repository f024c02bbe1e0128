package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fp2;
import java.util.List;

/** JSON in the layout of JavaScript's {@code JSON.stringify(value, null, 1)}: one space a level, empty arrays as []. */
final class SnarkjsWriter {
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean first = true;

    SnarkjsWriter begin(char bracket) {
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    SnarkjsWriter end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        out.append(bracket);
        first = false;
        return this;
    }

    void item(String text) {
        separate();
        quote(text);
    }

    void text(String name, String value) {
        name(name);
        quote(value);
    }

    void number(String name, int value) {
        name(name);
        out.append(value);
    }

    void point(String name, G1Affine point) {
        name(name);
        point(point);
    }

    void point(String name, G2Affine point) {
        name(name);
        begin('[');
        boolean infinite = point.isInfinity();
        pair(infinite ? Fp2.ZERO : point.x());
        pair(infinite ? Fp2.ONE : point.y());
        pair(infinite ? Fp2.ZERO : Fp2.ONE);
        end(']');
    }

    void points(String name, List<G1Affine> points) {
        name(name);
        begin('[');
        for (G1Affine point : points) {
            separate();
            point(point);
        }
        end(']');
    }

    void pairing(String name, G1Affine p, G2Affine q) {
        name(name);
        Fp12 value = Pairing.pairing(p, q);
        begin('[');
        for (int half = 0; half < Fp12.COEFFICIENTS; half += 3) {
            separate();
            begin('[');
            for (int i = half; i < half + 3; i++) {
                pair(value.coefficient(i));
            }
            end(']');
        }
        end(']');
    }

    private void point(G1Affine point) {
        begin('[');
        boolean infinite = point.isInfinity();
        item((infinite ? Fp.ZERO : point.x()).toString());
        item((infinite ? Fp.ONE : point.y()).toString());
        item(infinite ? "0" : "1");
        end(']');
    }

    private void pair(Fp2 value) {
        separate();
        begin('[');
        item(value.re().toString());
        item(value.im().toString());
        end(']');
    }

    private void name(String name) {
        separate();
        quote(name);
        out.append(": ");
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
        newLine();
    }

    private void newLine() {
        out.append('\n').repeat(' ', depth);
    }

    private void quote(String text) {
        out.append('"').append(text).append('"');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
