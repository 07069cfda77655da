package frontdoor.login;

import io.netty.util.concurrent.Ticker;

/** Checks of passwords that never come to an end, for tests of whoever waits. */
public final class StuckPasswords {
    private StuckPasswords() {}

    /** One check at a time, which lasts for ever. */
    public static Passwords make() {
        return new Passwords(1, _ -> new Thread(), Ticker.systemTicker());
    }
}
