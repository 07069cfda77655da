package frontdoor.pages;

import frontdoor.config.ErrorPagesConfig;
import frontdoor.config.PageFile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of a site for errors, by status: one of its own comes before that of its class. Immutable. */
public final class ErrorPages {
    private static final int FIRST = 400;
    private static final int LAST = 599;

    private final @Nullable Page[] byStatus = new Page[LAST - FIRST + 1];
    private final boolean intercept;

    private ErrorPages(ErrorPagesConfig config) {
        intercept = config.intercept();
        Map<PageFile, Page> pages = new HashMap<>();
        for (int status = FIRST; status <= LAST; status++) {
            PageFile file = config.pages().get(Integer.toString(status));
            PageFile found = file == null ? config.pages().get(status / 100 + "xx") : file;
            byStatus[status - FIRST] = found == null ? null : pages.computeIfAbsent(found, Page::of);
        }
    }

    /** Those of a site, or null: it has none. */
    public static @Nullable ErrorPages of(ErrorPagesConfig config) {
        return config.pages().isEmpty() ? null : new ErrorPages(config);
    }

    /** The page for an answer of our own, or null. */
    public @Nullable Page find(int status) {
        return status < FIRST || status > LAST ? null : byStatus[status - FIRST];
    }

    /** The page in place of what a backend answers with this status, or null: its answer is passed on. */
    public @Nullable Page findInstead(int status) {
        return intercept ? find(status) : null;
    }
}
