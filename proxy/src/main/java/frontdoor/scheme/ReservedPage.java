package frontdoor.scheme;

import frontdoor.challenge.ChallengePath;
import frontdoor.challenge.ForeignAnswers;
import frontdoor.challenge.ForeignClient;
import frontdoor.challenge.ForeignQuestion;
import frontdoor.challenge.HttpChallenges;
import frontdoor.http.Authority;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ChallengeRequest;
import frontdoor.policy.ReportPath;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A page below {@link frontdoor.policy.ReservedPath}, or where authorities look for answers, that Frontdoor answers itself, whatever the
 * redirects and routes of its site say.
 */
public sealed interface ReservedPage {
    /** The key that brings it: of the site, such as {@code apex-pin}, but for what is answered for whatever host. */
    String setting();

    /** What it is, in words that stand behind its status. */
    default String words() {
        return "a page of Frontdoor's own";
    }

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

    /**
     * The answer of another ACME client to an authority, for whatever host: there is one, be it that there is none.
     *
     * @param answers where it is found; null where nobody is answered, only told
     */
    record Foreign(ForeignClient client, @Nullable ForeignAnswers answers) implements ReservedPage {
        @Override
        public String setting() {
            return "acme.foreign";
        }

        @Override
        public String words() {
            return "what " + client + " has for this token, or 404";
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
            return ChallengeRequest.isOne(request);
        }

        /** The token of a request that {@link #isAskedFor asks for it}. */
        public String token(RequestHead request) {
            return Objects.requireNonNull(
                    ChallengePath.token(request.fields().bytes(), request.targetStart(), request.targetLength()));
        }

        /** Its answer, as {@link ForeignAnswers#ask} tells it. */
        public @Nullable CompletableFuture<Optional<byte[]>> ask(ForeignQuestion question, Object who) {
            return Objects.requireNonNull(answers).ask(client, question, who);
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
