package frontdoor.http;

/** Parts of heads as text, one character per octet, for tests to compare. */
public final class HeadText {
    private HeadText() {}

    /** The method; empty if none was understood. */
    public static String method(RequestHead head) {
        return Octets.text(head.fields().bytes(), head.methodStart(), head.methodLength());
    }

    /** The target; empty if none was understood. */
    public static String target(RequestHead head) {
        return Octets.text(head.fields().bytes(), head.targetStart(), head.targetLength());
    }
}
