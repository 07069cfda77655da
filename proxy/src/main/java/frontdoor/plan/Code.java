package frontdoor.plan;

import frontdoor.report.Level;
import frontdoor.report.SharedCode;

/** The subject of a verdict; the names are stable, and each has a page in the documentation. */
public enum Code {
    LOOP(SharedCode.LOOP, Basis.FILE),
    TOO_MANY_HOPS("too-many-hops", Level.WARNING, Basis.FILE),
    DOWNGRADE("downgrade", Level.ERROR, Basis.FILE),
    SOURCE_WITHOUT_CERTIFICATE(SharedCode.SOURCE_WITHOUT_CERTIFICATE, Basis.COVERAGE),
    CERTIFICATE_ENDS_BEFORE_POLICY("certificate-ends-before-policy", Level.NOTE, Basis.VALIDITY),
    CERTIFICATE_EXPIRED(SharedCode.CERTIFICATE_EXPIRED, Basis.VALIDITY),
    CERTIFICATE_ENDS_SOON(SharedCode.CERTIFICATE_ENDS_SOON, Basis.VALIDITY),
    CERTIFICATE_WEAK(SharedCode.CERTIFICATE_WEAK, Basis.VALIDITY),
    CERTIFICATE_SELF_SIGNED("certificate-self-signed", Level.NOTE, Basis.VALIDITY),
    CHAIN_ENDED(SharedCode.CHAIN_ENDED, Basis.VALIDITY),
    CHAIN_PARTLY_ENDED(SharedCode.CHAIN_PARTLY_ENDED, Basis.VALIDITY),
    CHAIN_ENDS_FIRST(SharedCode.CHAIN_ENDS_FIRST, Basis.VALIDITY),
    CERTIFICATE_REVOKED("certificate-revoked", Level.ERROR, Basis.VALIDITY),
    STAPLE_MISSING("staple-missing", Level.WARNING, Basis.VALIDITY),
    CERTIFICATE_AWAITED("certificate-awaited", Level.NOTE, Basis.COVERAGE),
    SUBDOMAINS_ONLY_ON_WWW(SharedCode.SUBDOMAINS_ONLY_ON_WWW, Basis.FILE),
    CHILD_WITHOUT_TLS("child-without-tls", Level.ERROR, Basis.COVERAGE),
    CHILD_UNDER_PARENT_POLICY("child-under-parent-policy", Level.WARNING, Basis.FILE),
    OTHER_PORT_IN_CLEAR("other-port-in-clear", Level.WARNING, Basis.FILE),
    SHORT_POLICY(SharedCode.SHORT_POLICY, Basis.FILE),
    PRELOAD_MAX_AGE("preload-max-age", Level.ERROR, Basis.FILE),
    PRELOAD_SUBDOMAINS("preload-subdomains", Level.ERROR, Basis.FILE),
    PRELOAD_NOT_REGISTRABLE("preload-not-registrable", Level.ERROR, Basis.FILE),
    PRELOAD_WWW("preload-www", Level.ERROR, Basis.COVERAGE),
    PRELOAD_LONG("preload-long", Level.WARNING, Basis.FILE),
    BROKEN_PROMISE("broken-promise", Level.ERROR, Basis.LEDGER),
    PERMANENT_REDIRECT_AT_STAGE_0("permanent-redirect-at-stage-0", Level.ERROR, Basis.FILE),
    /** The same while it is a certificate that holds the ramp there. */
    PERMANENT_REDIRECT_HELD_AT_STAGE_0("permanent-redirect-at-stage-0", Level.ERROR, Basis.VALIDITY),
    PIN_HELPS("pin-helps", Level.NOTE, Basis.FILE),
    PLAINTEXT_SERVED("plaintext-served", Level.NOTE, Basis.FILE),
    MAINTENANCE_BY_HAND("maintenance-by-hand", Level.NOTE, Basis.FILE);

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

    Code(SharedCode shared, Basis basis) {
        this(shared.toString(), shared.level(), basis);
    }

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
