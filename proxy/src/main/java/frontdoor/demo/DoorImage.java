package frontdoor.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** {@code /static/door.svg}: an image, to be cached. */
final class DoorImage {
    static final String PATH = "/static/door.svg";

    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 160" role="img" aria-label="a door">
            <rect width="120" height="160" rx="6" fill="#d9d2c3"/>
            <rect x="18" y="14" width="84" height="146" rx="3" fill="#0b5c4a"/>
            <rect x="30" y="28" width="26" height="46" rx="2" fill="#14806a"/>
            <rect x="64" y="28" width="26" height="46" rx="2" fill="#14806a"/>
            <rect x="30" y="92" width="60" height="52" rx="2" fill="#14806a"/>
            <circle cx="92" cy="84" r="4" fill="#f2c14e"/>
            </svg>
            """;

    private DoorImage() {}

    static Answer answer(LegacyRequest request) {
        return new Answer.Whole(
                HttpResponseStatus.OK,
                "image/svg+xml",
                SVG,
                List.of(new Answer.Field("Cache-Control", "public, max-age=60")));
    }
}
