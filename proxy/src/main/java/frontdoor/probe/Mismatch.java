package frontdoor.probe;

/**
 * An answer that is not what it should be, in words for a log line.
 *
 * @param asked where, how, and for what
 * @param expected what policy says
 * @param got what came
 */
record Mismatch(String asked, String expected, String got) {}
