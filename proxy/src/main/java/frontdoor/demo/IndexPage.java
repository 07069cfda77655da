package frontdoor.demo;

import java.util.List;

/** {@code /}: leads to all pages, and says what the front door does for each. */
record IndexPage(List<PageTable.Entry> pages, Tour tour) implements Page {
    IndexPage {
        pages = List.copyOf(pages);
    }

    @Override
    public Answer answer(LegacyRequest request) {
        StringBuilder body = new StringBuilder("""
                <p>This application was written for plain HTTP and still believes in it: it was asked for
                <code>%s</code>. Frontdoor stands in front of it, redirects every visit to https, tells browsers to stay
                there (HSTS), and mends what the application gets wrong.</p>
                <ul>
                """.formatted(Html.escape(request.origin() + request.path())));
        for (PageTable.Entry entry : pages) {
            body.append("<li><a href=\"")
                    .append(entry.path())
                    .append("\">")
                    .append(Html.escape(entry.title()))
                    .append("</a>: ")
                    .append(entry.mended())
                    .append("</li>\n");
        }
        return Answer.page(
                "A legacy application",
                body.append("</ul>\n").append(tour.html()).toString());
    }
}
