package frontdoor.scheme;

import frontdoor.challenge.ChallengePath;
import frontdoor.challenge.HttpChallenges;
import frontdoor.http.Authority;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReportPath;
import org.jspecify.annotations.Nullable;

/** A page below {@link frontdoor.policy.ReservedPath}, or where authorities look for answers, that Frontdoor answers itself, whatever the redirects and routes of its site say. */
public sealed interface ReservedPage {
    /** The key of the site that brings it, such as {@code apex-pin}. */
    String setting();

    /** Of its answer, which is empty; what counts is the policy that comes with it. */
    int status();

    /** Whether it is answered in the clear too, instead of the redirect to https. */
    boolean isInTheClear();

    /** Whether this is a request for it. */
    boolean isAskedFor(RequestHead request);

    /** The answer to an authority that asks whether the host is ours: there while an order is under way, and in the clear too. */
    record Challenge(HttpChallenges challenges) implements ReservedPage {
        @Override
        public String setting() {
            return "certificate";
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public boolean isInTheClear() {
            return true;
        }

        @Override
        public boolean isAskedFor(RequestHead request) {
            return answer(request) != null;
        }

        /** What it says to this request; null where there is nothing to say, any more. */
        @SuppressWarnings("ReturnsNullCollection") // An empty answer would be one.
        public byte @Nullable [] answer(RequestHead request) {
            byte[] octets = request.fields().bytes();
            Method method = request.method();
            Authority authority = request.authority();
            if (authority == null
                    || method != Method.GET && method != Method.HEAD
                    || !ChallengePath.isBelow(octets, request.targetStart(), request.targetLength())) {
                return null;
            }
            String token = ChallengePath.token(octets, request.targetStart(), request.targetLength());
            return token == null ? null : challenges.find(authority.host(), token);
        }
    }

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
