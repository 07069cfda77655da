package frontdoor.policy;

import frontdoor.http.Method;

/** Which status a redirect has. */
public sealed interface RedirectRule {
    /**
     * 301 for GET and HEAD; 308 for the rest, which must not turn into GET on the way (RFC 9110 15.4.9). Before a ramp has started 302 and
     * 307: a permanent redirect that was issued while TLS is still being mended sticks in caches.
     */
    record Auto() implements RedirectRule {
        @Override
        public int statusFor(Method method, boolean beforeRamp) {
            boolean mayTurnIntoGet = method == Method.GET || method == Method.HEAD;
            if (beforeRamp) {
                return mayTurnIntoGet ? 302 : 307;
            }
            return mayTurnIntoGet ? 301 : 308;
        }
    }

    /**
     * The same status for every method, at every time.
     *
     * @param status 301, 302, 307 or 308
     */
    record Fixed(int status) implements RedirectRule {
        @Override
        public int statusFor(Method method, boolean beforeRamp) {
            return status;
        }
    }

    /**
     * The status of a redirect that answers this method.
     *
     * @param beforeRamp whether the host's ramp is at stage 0
     */
    int statusFor(Method method, boolean beforeRamp);
}
