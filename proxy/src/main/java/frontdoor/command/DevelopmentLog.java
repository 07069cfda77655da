package frontdoor.command;

/** The log of the commands that talk to people on a terminal. */
final class DevelopmentLog {
    private static final String LEVEL = "frontdoor.log";
    /** Of what is said about backends. */
    private static final String UPSTREAM_LEVEL = "frontdoor.log.upstream";

    private DevelopmentLog() {}

    /**
     * Logs warnings only, and of backends that they are down and up again; {@code quiet} leaves errors. A level that was asked for counts
     * instead. To be called before anything logs.
     */
    static void begin(boolean quiet) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, quiet ? "ERROR" : "WARN");
            System.setProperty(UPSTREAM_LEVEL, quiet ? "ERROR" : "INFO");
        }
    }
}
