package frontdoor.policy;

import frontdoor.http.Method;

/** Which status a redirect has. */
public sealed interface RedirectRule {
    /** 301 for GET and HEAD; 308 for the rest, which must not turn into GET on the way (RFC 9110 15.4.9). */
    record Auto() implements RedirectRule {
        @Override
        public int statusFor(Method method) {
            return method == Method.GET || method == Method.HEAD ? 301 : 308;
        }
    }

    /**
     * The same status for every method.
     *
     * @param status 301, 302, 307 or 308
     */
    record Fixed(int status) implements RedirectRule {
        @Override
        public int statusFor(Method method) {
            return status;
        }
    }

    /** The status of a redirect that answers this method. */
    int statusFor(Method method);
}
