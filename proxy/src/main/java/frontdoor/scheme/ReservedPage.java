package frontdoor.scheme;

import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReportPath;

/** A page below {@link frontdoor.policy.ReservedPath} that Frontdoor answers itself, whatever the redirects and routes of its site say. */
public sealed interface ReservedPage {
    /** The key of the site that brings it, such as {@code apex-pin}. */
    String setting();

    /** Of its answer, which is empty; what counts is the policy that comes with it. */
    int status();

    /** Whether it is answered in the clear too, instead of the redirect to https. */
    boolean isInTheClear();

    /** Whether this is a request for it. */
    boolean isAskedFor(RequestHead request);

    /** The resource of the apex that pages on www name. Whatever body the request has is dropped. */
    record Pin(ApexPin pin) implements ReservedPage {
        @Override
        public String setting() {
            return "apex-pin";
        }

        @Override
        public int status() {
            return 204;
        }

        @Override
        public boolean isInTheClear() {
            return false;
        }

        @Override
        public boolean isAskedFor(RequestHead request) {
            return pin.isAskedFor(
                    request.method(),
                    request.authority(),
                    request.fields().bytes(),
                    request.targetStart(),
                    request.targetLength());
        }
    }

    /**
     * A browser's report on a page: answered with 204, whatever it is worth.
     *
     * @param wanted whether it is read, and so whether it is POST alone; pages that a browser still shows go on reporting after that was
     *     switched off
     */
    record Report(boolean wanted) implements ReservedPage {
        @Override
        public String setting() {
            return "mixed-content";
        }

        @Override
        public int status() {
            return 204;
        }

        @Override
        public boolean isInTheClear() {
            return false;
        }

        @Override
        public boolean isAskedFor(RequestHead request) {
            return (!wanted || request.method() == Method.POST)
                    && ReportPath.isAskedFor(request.fields().bytes(), request.targetStart(), request.targetLength());
        }
    }
}
