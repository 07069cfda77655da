package frontdoor.health;

import java.util.Locale;

/** The states that a server can be in, the worst first. */
public enum ServerState {
    /** Active checks say so: nobody asks it. */
    DOWN,
    /** It has failed too often in a row: for a while nobody asks it who has a choice. */
    EJECTED,
    /** It could not be connected to: others are preferred. */
    SUSPECTED,
    /** It has come back and gets a growing share. */
    STARTING,
    /** Nothing speaks against it. */
    UP;

    /** The word in metrics and on pages. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
