package frontdoor.serve;

/** The version that this is. */
public final class Version {
    private Version() {}

    /** The version, with that of Java. */
    public static String text() {
        return "frontdoor " + number() + " (Java " + Runtime.version() + ")";
    }

    /** The version of the jar; {@code development} when it does not run from one. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
