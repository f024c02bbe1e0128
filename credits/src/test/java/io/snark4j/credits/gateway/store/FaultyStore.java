package io.snark4j.credits.gateway.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** A store of which one method throws, as long as there is something to throw. */
public final class FaultyStore {
    private FaultyStore() {}

    /** What a database that fails throws. */
    public static StoreException failure() {
        return new StoreException("ticket store: told to fail");
    }

    /** Before {@code method} reaches {@code inner}, throws what {@code fault} gives, unless that is null. */
    public static TicketStore of(TicketStore inner, String method, Supplier<Throwable> fault) {
        return (TicketStore) Proxy.newProxyInstance(
                TicketStore.class.getClassLoader(), new Class<?>[] {TicketStore.class}, (proxy, called, arguments) -> {
                    Throwable thrown = called.getName().equals(method) ? fault.get() : null;
                    if (thrown != null) {
                        throw thrown;
                    }
                    try {
                        return called.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
