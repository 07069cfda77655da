package frontdoor.discovery;

/**
 * A report as it came, not to be believed yet.
 *
 * @param site of the host it was sent to
 * @param host the only one it is believed about
 * @param origin the value of its Origin field, or empty
 * @param octets its body
 * @param epochSecond when it came
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed over once, and nobody compares reports.
record ReceivedReport(String site, String host, String origin, byte[] octets, long epochSecond) {}
