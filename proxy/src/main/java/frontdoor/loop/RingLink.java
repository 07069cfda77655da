package frontdoor.loop;

/** A place in a {@link Ring}; alone it is linked to itself. */
abstract class RingLink {
    RingLink previous = this;
    RingLink next = this;

    final void unlink() {
        previous.next = next;
        next.previous = previous;
        previous = this;
        next = this;
    }
}
