package frontdoor.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the index that is about the front door before the application: answers before and after, and where the door tells what it found.
 *
 * @param comparisons of the pages whose heads are mended
 * @param admin the port of the admin listener; 0 if it is not known
 */
record Tour(List<Comparison> comparisons, int admin) {
    /** Before the front door is open. */
    static final Tour NONE = new Tour(List.of(), 0);

    private static final List<String> MENDED = List.of("/login", "/cookie", "/hsts");

    Tour {
        comparisons = List.copyOf(comparisons);
    }

    /** Asks the application and the front door for the pages that show most. Blocks. */
    static Tour of(int application, int frontDoor, int admin) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        for (String path : MENDED) {
            comparisons.add(Comparison.of(path, application, frontDoor));
        }
        return new Tour(comparisons, admin);
    }

    String html() {
        StringBuilder html = new StringBuilder();
        if (!comparisons.isEmpty()) {
            html.append("<p>Before and after, as it was asked when it opened:</p>\n");
            comparisons.forEach(comparison -> html.append(comparison.html()));
        }
        if (admin > 0) {
            String origin = "http://127.0.0.1:" + admin;
            html.append(
                    "<p>What Frontdoor found: <a href=\"%s/discovery\">discovery</a>. What it counted: <a href=\"%s/metrics\">metrics</a>.</p>\n"
                            .formatted(origin, origin));
        }
        return html.toString();
    }
}
