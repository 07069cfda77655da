package frontdoor.pages;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import java.util.Locale;
import java.util.regex.Pattern;

/** The media types that a client names in Accept (RFC 9110 12.5.1), as far as they tell people from programs. */
final class AcceptedTypes {
    private static final Pattern HTML = Pattern.compile("text/html|text/\\*|application/xhtml\\+xml");
    private static final Pattern JSON = Pattern.compile("application/(?:json|[^;,]*\\+json)");
    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(?:\\.0*)?\\s*(?:;.*)?");

    private AcceptedTypes() {}

    /** Whether a client names JSON, and no HTML; whoever takes anything has named neither. */
    static boolean isForPrograms(Fields request) {
        boolean json = false;
        for (int i = request.find(FieldName.ACCEPT, 0); i >= 0; i = request.find(FieldName.ACCEPT, i + 1)) {
            for (String range : request.value(i).toLowerCase(Locale.ROOT).split(",", -1)) {
                String type = range.split(";", 2)[0].strip();
                boolean refused = REFUSED.matcher(range).matches();
                if (!refused && HTML.matcher(type).matches()) {
                    return false;
                }
                json |= !refused && JSON.matcher(type).matches();
            }
        }
        return json;
    }
}
