package frontdoor.demo;

/** The look that all pages share. */
final class Html {
    static final String CONTENT_TYPE = "text/html; charset=utf-8";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            body { max-width: 56rem; margin: 3rem auto; padding: 0 1rem; color: #222; background: #fbfaf7;
              font: 1rem/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; }
            a { color: #0b5c4a; }
            li { margin: .4rem 0; }
            code, pre { background: #efece4; border-radius: 3px; padding: .1em .3em; }
            pre { padding: .8rem; overflow-x: auto; }
            .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
            @media (max-width: 40rem) { .pair { grid-template-columns: 1fr; } }
            .pair > div { min-width: 0; }
            h2 { font-size: 1.1rem; margin: 1.6rem 0 .2rem; }
            h3 { font-size: .9rem; margin: 0; color: #666; }
            .pair pre { margin: .3rem 0; font-size: .8rem; line-height: 1.5;
              white-space: pre-wrap; overflow-wrap: anywhere; }
            del { background: #f6d5d0; text-decoration: none; }
            ins { background: #cfe8d8; text-decoration: none; }
            footer { margin-top: 2.5rem; color: #666; font-size: .9rem; }
            </style>
            </head>
            <body>
            <h1>{title}</h1>
            """;

    private static final String FOOT = """
            <footer><a href="/">All pages</a> of a legacy application that knows nothing of TLS</footer>
            </body>
            </html>
            """;

    private Html() {}

    /** A whole page; {@code title} is text, {@code body} is HTML. */
    static String page(String title, String body) {
        return open(title) + body + close();
    }

    /** What a page begins with, for one that is sent in pieces; {@code title} is text. */
    static String open(String title) {
        return HEAD.replace("{title}", escape(title));
    }

    /** What a page ends with. */
    static String close() {
        return FOOT;
    }

    /** {@code text} as it can stand in HTML, between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
