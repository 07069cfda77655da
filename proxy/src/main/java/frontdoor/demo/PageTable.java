package frontdoor.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The pages of an application by their paths, with what the index says about each.
 *
 * @param pages those the index lists, in its order
 * @param others those that only other pages lead to
 * @param tour what the index shows beside them
 */
record PageTable(List<Entry> pages, List<Entry> others, Supplier<Tour> tour) {
    private static final Duration SLOW_PAUSE = Duration.ofMillis(400);

    PageTable {
        pages = List.copyOf(pages);
        others = List.copyOf(others);
    }

    /**
     * One page.
     *
     * @param mended one sentence on what is wrong or special with it, and what the front door does about that; HTML
     */
    record Entry(String path, String title, String mended, Page page) {}

    static PageTable ofApplication(Supplier<Tour> tour) {
        return new PageTable(
                List.of(
                        entry("/login", LoginPage.TITLE, LoginPage.MENDED, LoginPage::answer),
                        entry("/cookie", CookiePage.TITLE, CookiePage.MENDED, CookiePage::answer),
                        entry("/hsts", HstsPage.TITLE, HstsPage.MENDED, HstsPage::answer),
                        entry("/mixed", MixedPage.TITLE, MixedPage.MENDED, MixedPage::answer),
                        entry("/echo", EchoPage.TITLE, EchoPage.MENDED, EchoPage::answer),
                        entry("/chunked", ChunkedPage.TITLE, ChunkedPage.MENDED, new ChunkedPage(Duration.ZERO)),
                        entry("/slow", ChunkedPage.SLOW_TITLE, ChunkedPage.SLOW_MENDED, new ChunkedPage(SLOW_PAUSE)),
                        entry("/upload", UploadPage.TITLE, UploadPage.MENDED, UploadPage::answer),
                        entry("/websocket", WebsocketPage.TITLE, WebsocketPage.MENDED, WebsocketPage::answer)),
                List.of(
                        entry("/account", LoginPage.ACCOUNT_TITLE, "", LoginPage::answerAccount),
                        entry(DoorImage.PATH, "", "", DoorImage::answer)),
                tour);
    }

    /** The page of {@code path}: the index for {@code /}, and one that says so where there is none. */
    Page find(String path) {
        if (path.equals("/")) {
            return new IndexPage(pages, tour.get());
        }
        for (List<Entry> entries : List.of(pages, others)) {
            for (Entry entry : entries) {
                if (entry.path().equals(path)) {
                    return entry.page();
                }
            }
        }
        return PageTable::notFound;
    }

    /** For what could not be parsed. */
    static Answer.Whole badRequest() {
        return new Answer.Whole(
                HttpResponseStatus.BAD_REQUEST, Html.CONTENT_TYPE, Html.page("Not understood", ""), List.of());
    }

    private static Answer notFound(LegacyRequest request) {
        String body = "<p>There is no page <code>" + Html.escape(request.path()) + "</code> here.</p>\n";
        return new Answer.Whole(
                HttpResponseStatus.NOT_FOUND, Html.CONTENT_TYPE, Html.page("Not found", body), List.of());
    }

    private static Entry entry(String path, String title, String mended, Page page) {
        return new Entry(path, title, mended, page);
    }
}
