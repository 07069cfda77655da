package frontdoor.pairs;

/** Why a PEM file cannot be used; expected, so it carries no stack trace. Its sentence never holds key material. */
final class PemProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    PemProblem(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
