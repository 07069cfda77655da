package frontdoor.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;

/** A page's answer. */
sealed interface Answer {
    /** A field of the head. */
    record Field(String name, String value) {}

    /** An answer with its length. */
    record Whole(HttpResponseStatus status, String contentType, String body, List<Field> fields) implements Answer {
        public Whole {
            fields = List.copyOf(fields);
        }
    }

    /**
     * An answer of chunks, one for each piece.
     *
     * @param between how long it waits after each piece; may be zero
     */
    record Pieces(List<String> pieces, Duration between) implements Answer {
        public Pieces {
            pieces = List.copyOf(pieces);
        }
    }

    /** A page with status 200. */
    static Answer page(String title, String body, Field... fields) {
        return new Whole(HttpResponseStatus.OK, Html.CONTENT_TYPE, Html.page(title, body), List.of(fields));
    }
}
