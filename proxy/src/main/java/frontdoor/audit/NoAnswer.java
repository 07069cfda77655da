package frontdoor.audit;

/**
 * Why there is no answer.
 *
 * @param stage how far it came
 * @param text one line for people
 */
record NoAnswer(Stage stage, String text) implements Reply {
    /** The steps to an answer. */
    enum Stage {
        LOOKUP,
        CONNECT,
        HANDSHAKE,
        ANSWER
    }
}
