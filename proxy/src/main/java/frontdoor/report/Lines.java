package frontdoor.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of text for people. */
public final class Lines {
    private Lines() {}

    /** {@code text} in lines of {@code width} characters at most, as far as its words allow. */
    public static List<String> wrap(String text, int width) {
        List<String> wrapped = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                wrapped.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        wrapped.add(line.toString());
        return wrapped;
    }

    /** {@code 1 host}, {@code 2 hosts}. */
    public static String count(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
