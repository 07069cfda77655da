package frontdoor;

/** The log of the commands that talk to people on a terminal. */
final class DevelopmentLog {
    private static final String LEVEL = "frontdoor.log";

    private DevelopmentLog() {}

    /** Logs warnings only, unless a level was asked for; to be called before anything logs. */
    static void quiet() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "WARN");
        }
    }
}
