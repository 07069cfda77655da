package frontdoor.scheme;

/** A page below {@link frontdoor.policy.ReservedPath} that Frontdoor answers itself, whatever the redirects and routes of its site say. */
public sealed interface ReservedPage {
    /** An empty answer with this status; what counts is the policy that comes with it. Whatever body the request has is dropped. */
    record Empty(int status) implements ReservedPage {}

    /**
     * A browser's report on a page: answered with 204, whatever it is worth.
     *
     * @param wanted whether it is read; pages that a browser still shows go on reporting after that was switched off
     */
    record Report(boolean wanted) implements ReservedPage {}
}
