package frontdoor.serve;

import java.lang.reflect.Proxy;

/**
 * Signals of the operating system.
 *
 * <p>A shutdown hook would not do: it cannot tell a second signal from the first, and SIGHUP would end the process. {@code sun.misc.Signal}
 * is the supported way (module jdk.unsupported) but cannot be named in source without a warning that nothing suppresses.
 */
final class Signals {
    private Signals() {}

    /** Runs {@code action} on a thread of the JVM's whenever the signal {@code name}, such as {@code TERM}, comes. */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == arguments[0];
                        default -> name;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no way to handle SIG" + name, e);
        }
    }
}
