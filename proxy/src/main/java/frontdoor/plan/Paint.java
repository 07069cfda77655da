package frontdoor.plan;

/** Colours what is printed for people; {@link #NONE} where no terminal reads it. */
public interface Paint {
    /** No colour at all. */
    Paint NONE = (tone, text) -> text;

    /** What a piece of text is. */
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

    /** {@code text} with the marks of its tone around it. */
    String paint(Tone tone, String text);
}
