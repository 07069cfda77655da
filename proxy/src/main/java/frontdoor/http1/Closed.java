package frontdoor.http1;

/** Nothing happens any more. */
final class Closed extends Phase {
    @Override
    void onInput(Unread unread) {
        unread.release();
    }

    @Override
    void onEndOfInput() {}

    @Override
    boolean wantsInput(Unread unread) {
        return false;
    }
}
