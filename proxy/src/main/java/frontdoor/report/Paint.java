package frontdoor.report;

/** Colours what is printed for people; {@link #NONE} where no terminal reads it. */
public interface Paint {
    /** No colour at all. */
    Paint NONE = (tone, text) -> text;

    /** The tone of a piece of text: what it is. */
    enum Tone {
        TITLE,
        URL,
        STATUS,
        FAINT,
        ERROR,
        WARNING,
        NOTE,
        ADDED,
        REMOVED
    }

    /** The tone of what matters that much. */
    static Tone toneOf(Level level) {
        return switch (level) {
            case ERROR -> Tone.ERROR;
            case WARNING -> Tone.WARNING;
            case NOTE -> Tone.NOTE;
        };
    }

    /** {@code text} with the marks of its tone around it. */
    String paint(Tone tone, String text);
}
