package frontdoor.discovery;

/**
 * The content of a report, in its own words; empty for what it does not say.
 *
 * @param type of the report; empty in the older format, which knows one type only
 * @param page the address of the page
 * @param blocked the address of what the page asked for
 * @param directive of the policy that it broke
 */
record Violation(String type, String page, String blocked, String directive) {}
