package frontdoor.config;

import frontdoor.hosts.ListenAddress;

/** Whether and where the admin listener (health, metrics) is open. */
public sealed interface AdminConfig {
    /** {@code admin.listen = off}. */
    record Off() implements AdminConfig {}

    /** Open on a loopback address. */
    record Open(ListenAddress listen) implements AdminConfig {}
}
