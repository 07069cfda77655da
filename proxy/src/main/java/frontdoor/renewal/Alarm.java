package frontdoor.renewal;

import frontdoor.x509.Lifetime;
import java.time.Duration;
import java.time.Instant;

/** How late a renewal is that has failed so far: by the part of the lifetime that is left. */
public enum Alarm {
    NONE(Integer.MAX_VALUE, ""),
    THIRD(3, "a third"),
    FIFTH(5, "a fifth"),
    TWENTIETH(20, "a twentieth");

    private final int part;
    private final String text;

    Alarm(int part, String text) {
        this.part = part;
        this.text = text;
    }

    /** The one for a certificate that lives so long and was not renewed by {@code now}. */
    public static Alarm of(Lifetime lifetime, Instant now) {
        Duration whole = Duration.between(lifetime.notBefore(), lifetime.notAfter());
        Duration left = Duration.between(now, lifetime.notAfter());
        Alarm alarm = NONE;
        for (Alarm one : values()) {
            if (one != NONE && left.compareTo(whole.dividedBy(one.part)) <= 0) {
                alarm = one;
            }
        }
        return alarm;
    }

    /** What is left, in words: {@code a third}. */
    @Override
    public String toString() {
        return text;
    }
}
