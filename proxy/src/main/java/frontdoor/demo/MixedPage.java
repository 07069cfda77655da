package frontdoor.demo;

/** {@code /mixed}: a page with an image over {@code http://}. */
final class MixedPage {
    static final String TITLE = "Mixed content";
    static final String MENDED =
            "it has an image over <code>http://</code>, which the HSTS policy makes browsers fetch over"
                    + " https by themselves.";

    private MixedPage() {}

    static Answer answer(LegacyRequest request) {
        String image = Html.escape(request.origin() + DoorImage.PATH);
        return Answer.page(TITLE, """
                <p><img src="%s" alt="a door" width="120" height="160"></p>
                <p>In the source of this page the image is <code>%s</code>.</p>
                """.formatted(image, image));
    }
}
