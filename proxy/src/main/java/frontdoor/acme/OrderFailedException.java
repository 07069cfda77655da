package frontdoor.acme;

/** An order that has come to no certificate, for a reason that the message tells: in the authority's own words where it has said any. */
final class OrderFailedException extends Exception {
    private static final long serialVersionUID = 1;

    OrderFailedException(String words) {
        super(words, null, false, false);
    }
}
