package frontdoor.config;

/** Whether and where the admin listener (health, metrics) is open. */
public sealed interface Admin {
    /** {@code admin.listen = off}. */
    record Off() implements Admin {}

    /** Open on a loopback address. */
    record Open(ListenAddress listen) implements Admin {}
}
