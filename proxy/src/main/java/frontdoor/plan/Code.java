package frontdoor.plan;

import frontdoor.report.Level;

/** The subject of a verdict; the names are stable, and each has a page in the documentation. */
public enum Code {
    LOOP("loop", Level.ERROR, Basis.FILE),
    TOO_MANY_HOPS("too-many-hops", Level.WARNING, Basis.FILE),
    DOWNGRADE("downgrade", Level.ERROR, Basis.FILE),
    SOURCE_WITHOUT_CERTIFICATE("source-without-certificate", Level.ERROR, Basis.COVERAGE),
    CERTIFICATE_ENDS_BEFORE_POLICY("certificate-ends-before-policy", Level.NOTE, Basis.VALIDITY),
    CERTIFICATE_EXPIRED("certificate-expired", Level.ERROR, Basis.VALIDITY),
    CERTIFICATE_ENDS_SOON("certificate-ends-soon", Level.WARNING, Basis.VALIDITY),
    CERTIFICATE_WEAK("certificate-weak", Level.ERROR, Basis.VALIDITY),
    CHAIN_ENDED("chain-ended", Level.ERROR, Basis.VALIDITY),
    CHAIN_PARTLY_ENDED("chain-partly-ended", Level.WARNING, Basis.VALIDITY),
    CHAIN_ENDS_FIRST("chain-ends-first", Level.WARNING, Basis.VALIDITY),
    SUBDOMAINS_ONLY_ON_WWW("subdomains-only-on-www", Level.WARNING, Basis.FILE),
    CHILD_WITHOUT_TLS("child-without-tls", Level.ERROR, Basis.COVERAGE),
    CHILD_UNDER_PARENT_POLICY("child-under-parent-policy", Level.WARNING, Basis.FILE),
    OTHER_PORT_IN_CLEAR("other-port-in-clear", Level.WARNING, Basis.FILE),
    SHORT_POLICY("short-policy", Level.NOTE, Basis.FILE),
    PRELOAD_MAX_AGE("preload-max-age", Level.ERROR, Basis.FILE),
    PRELOAD_SUBDOMAINS("preload-subdomains", Level.ERROR, Basis.FILE),
    PRELOAD_NOT_REGISTRABLE("preload-not-registrable", Level.ERROR, Basis.FILE),
    PRELOAD_WWW("preload-www", Level.ERROR, Basis.COVERAGE),
    PRELOAD_LONG("preload-long", Level.WARNING, Basis.FILE),
    BROKEN_PROMISE("broken-promise", Level.ERROR, Basis.LEDGER),
    PERMANENT_REDIRECT_AT_STAGE_0("permanent-redirect-at-stage-0", Level.ERROR, Basis.FILE),
    /** The same while it is a certificate that holds the ramp there. */
    PERMANENT_REDIRECT_HELD_AT_STAGE_0("permanent-redirect-at-stage-0", Level.ERROR, Basis.VALIDITY),
    PIN_HELPS("pin-helps", Level.NOTE, Basis.FILE);

    /** The basis that decides whether a verdict is found, and so what it may keep from happening. */
    public enum Basis {
        /** The configuration alone. */
        FILE,
        /** Which names the certificates have. */
        COVERAGE,
        /** When the certificates end. */
        VALIDITY,
        /** What browsers were promised before. */
        LEDGER
    }

    private final String text;
    private final Level level;
    private final Basis basis;

    Code(String text, Level level, Basis basis) {
        this.text = text;
        this.level = level;
        this.basis = basis;
    }

    /** How much it matters. */
    public Level level() {
        return level;
    }

    /** What decides it. */
    public Basis basis() {
        return basis;
    }

    /** As it is printed, such as {@code child-without-tls}. */
    @Override
    public String toString() {
        return text;
    }
}
