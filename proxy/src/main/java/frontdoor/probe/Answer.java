package frontdoor.probe;

import java.util.List;

/**
 * The part of an answer that matters.
 *
 * @param status its code, or {@link #HUNG_UP}
 * @param hsts the values of its Strict-Transport-Security fields, as they came
 */
record Answer(int status, List<String> hsts) {
    static final int HUNG_UP = 0;
    private static final int SHOWN = 60;

    Answer {
        hsts = List.copyOf(hsts);
    }

    /** For a log line: {@code 200 with max-age=300}. */
    String text() {
        if (status == HUNG_UP) {
            return "no answer, the connection ended";
        }
        return switch (hsts.size()) {
            case 0 -> status + " without the header";
            case 1 -> status + " with " + shown(hsts.getFirst());
            default -> status + " with the header " + hsts.size() + " times";
        };
    }

    private static String shown(String value) {
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    }
}
