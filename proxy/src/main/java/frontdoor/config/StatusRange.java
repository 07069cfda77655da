package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statuses of HTTP next to each other.
 *
 * @param first 100 to 599
 * @param last at least {@code first}
 */
public record StatusRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    /** Whether {@code status} is one of them. */
    public boolean has(int status) {
        return first <= status && status <= last;
    }

    /** {@code "200-399"}, {@code 204} or {@code "200-299, 401"}; {@code unwritten} where nothing is written. */
    static List<StatusRange> readOr(Node node, StatusRange unwritten) {
        if (!node.isWritten()) {
            return List.of(unwritten);
        }
        List<StatusRange> ranges = new ArrayList<>();
        for (String part : Scalars.text(node).orElse("200").split(",", -1)) {
            Matcher form = FORM.matcher(part.strip());
            int first = form.matches() ? Integer.parseInt(form.group(1)) : 0;
            int last = first == 0 || form.group(2) == null ? first : Integer.parseInt(form.group(2));
            if (first == 0 || last < first) {
                node.problem("expected statuses such as \"200-399\" or \"200, 401\", found " + node.shown());
                return List.of(unwritten);
            }
            ranges.add(new StatusRange(first, last));
        }
        return ranges;
    }
}
