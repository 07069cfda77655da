package frontdoor.http;

/** The protocol version of a message, as it was received. */
public enum HttpVersion {
    HTTP_1_0("1.0"),
    HTTP_1_1("1.1"),
    HTTP_2("2"),
    HTTP_3("3");

    private final String text;

    HttpVersion(String text) {
        this.text = text;
    }

    /** The version as it is written in Via and in the access log: {@code 1.1}, {@code 2}. */
    public String text() {
        return text;
    }
}
