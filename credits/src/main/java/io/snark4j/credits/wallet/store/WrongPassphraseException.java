package io.snark4j.credits.wallet.store;

/** The passphrase does not open the file, or the file's head was changed: the two cannot be told apart. */
public final class WrongPassphraseException extends StoreException {
    private static final long serialVersionUID = 1L;

    WrongPassphraseException(String what) {
        super("wrong passphrase for this " + what + " (or its file is damaged)");
    }
}
