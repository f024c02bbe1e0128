package io.snark4j.groth16;

/** A key was refused because anyone can make proofs of false statements for it. */
public final class ForgeableKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ForgeableKeyException(String reason) {
        super("forgeable key: " + reason
                + "; anyone can prove false statements with it, so it is refused unless the key"
                + " policy (--insecure) allows it");
    }
}
