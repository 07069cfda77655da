package frontdoor.demo;

/** One page of the legacy application; it keeps nothing from one request to the next. */
@FunctionalInterface
interface Page {
    Answer answer(LegacyRequest request);
}
