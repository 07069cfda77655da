package frontdoor.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /chunked} and {@code /slow}: a page of unknown length, made line by line.
 *
 * @param between how long it thinks before each line
 */
record ChunkedPage(Duration between) implements Page {
    static final String TITLE = "Chunked page";
    static final String MENDED =
            "its length is not known beforehand, and Frontdoor passes each piece on as it comes, over HTTP/2 too.";
    static final String SLOW_TITLE = "Slow page";
    static final String SLOW_MENDED =
            "it takes a few seconds, and each line is on the screen as soon as it is written: nothing is held back until"
                    + " the end.";

    private static final int LINES = 8;

    @Override
    public Answer answer(LegacyRequest request) {
        List<String> pieces = new ArrayList<>();
        pieces.add(Html.open(between.isZero() ? TITLE : SLOW_TITLE) + "<ol>\n");
        for (int line = 1; line <= LINES; line++) {
            pieces.add("<li>piece " + line + " of " + LINES + "</li>\n");
        }
        pieces.add("</ol>\n" + Html.close());
        return new Answer.Pieces(pieces, between);
    }
}
