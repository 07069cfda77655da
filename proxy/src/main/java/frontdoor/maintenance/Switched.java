package frontdoor.maintenance;

/** The last thing that was done by hand about the maintenance of a site. */
public enum Switched {
    /** Nothing: the configuration decides. */
    NOT,
    /** It was put in maintenance. */
    ON,
    /** It was put out of maintenance. */
    OFF
}
