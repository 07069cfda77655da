package frontdoor.config;

/** The status of the redirects that a site's scheme makes. */
public sealed interface RedirectStatus {
    /** 301 for GET and HEAD, 308 for the rest. */
    record Auto() implements RedirectStatus {}

    /** One status for every method: 301, 302, 307 or 308. */
    record Fixed(int status) implements RedirectStatus {}
}
