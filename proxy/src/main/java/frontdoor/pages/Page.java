package frontdoor.pages;

import frontdoor.config.PageFile;
import frontdoor.http.Fields;
import org.jspecify.annotations.Nullable;

/** A page in the forms that there are of it. Immutable. */
public final class Page {
    private final PageBody main;
    private final @Nullable PageBody json;

    private Page(PageBody main, @Nullable PageBody json) {
        this.main = main;
        this.json = json;
    }

    /** A page that there is in one form only. */
    public static Page of(PageBody body) {
        return new Page(body, null);
    }

    /** The page that {@code file} holds. */
    public static Page of(PageFile file) {
        return new Page(PageBody.of(file.page()), file.json().map(PageBody::of).orElse(null));
    }

    /** The form for whoever sent these fields. */
    public PageBody bodyFor(Fields request) {
        return json != null && AcceptedTypes.isForPrograms(request) ? json : main;
    }

    /** Whether it depends on Accept which form is sent. */
    public boolean varies() {
        return json != null;
    }
}
