package frontdoor.serve;

/** The version that this is. */
public final class Version {
    private Version() {}

    /** The version of the jar, with that of Java; {@code development} when it does not run from one. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "frontdoor " + (version == null ? "development" : version) + " (Java " + Runtime.version() + ")";
    }
}
