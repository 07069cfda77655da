package frontdoor.probe;

import frontdoor.listen.Port;
import java.util.List;

/** A way to ask, and what is asked that way. */
enum Protocol {
    PLAINTEXT("http"),
    HTTP_1("https, HTTP/1.1"),
    HTTP_2("https, HTTP/2");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** The protocols of a port. */
    static List<Protocol> of(Port.Speaks speaks, boolean http2) {
        return switch (speaks) {
            case HTTP -> List.of(PLAINTEXT);
            case TLS -> http2 ? List.of(HTTP_1, HTTP_2) : List.of(HTTP_1);
        };
    }

    /** For a log line. */
    String text() {
        return text;
    }

    List<Question> questions() {
        return switch (this) {
            case PLAINTEXT -> List.of(Question.NOTHING);
            case HTTP_1 -> List.of(Question.PAGE, Question.NOTHING, Question.MALFORMED);
            case HTTP_2 -> List.of(Question.PAGE, Question.NOTHING);
        };
    }
}
