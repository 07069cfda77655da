package frontdoor.serve;

import picocli.CommandLine.IVersionProvider;

/** Which version this is. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** The version of the jar, with that of Java; {@code development} when it does not run from one. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "frontdoor " + (version == null ? "development" : version) + " (Java " + Runtime.version() + ")";
    }
}
