package frontdoor.policy;

import frontdoor.http.HstsField;

/** A site's promise to browsers (RFC 6797). */
public sealed interface HstsPolicy {
    /** No field at all; the backend's is taken out. */
    record Off() implements HstsPolicy {
        @Override
        public HstsField field() {
            return HstsField.NONE;
        }
    }

    /** The backend's word, where it says something valid; nothing on our own answers. */
    record Backend() implements HstsPolicy {
        /** The backend's field, which {@link HstsSyntax} has found valid. */
        public static HstsField fieldOf(byte[] bytes, int start, int length) {
            return HstsField.of(bytes, start, length);
        }

        @Override
        public HstsField field() {
            return HstsField.NONE;
        }
    }

    /** {@code max-age=0}: browsers forget the policy (RFC 6797 6.1.1). */
    record Kill() implements HstsPolicy {
        private static final HstsField FIELD = HstsField.of("max-age=0");

        @Override
        public HstsField field() {
            return FIELD;
        }
    }

    /** A policy for so many seconds. */
    final class Send implements HstsPolicy {
        private final HstsTerms terms;
        private final HstsField field;

        /** A policy of these terms. */
        public Send(HstsTerms terms) {
            this.terms = terms;
            this.field = HstsField.of(terms.toString());
        }

        /** A policy of {@code maxAge} seconds, 0 or more. */
        public Send(long maxAge, boolean includeSubdomains, boolean preload) {
            this(new HstsTerms(maxAge, includeSubdomains, preload));
        }

        /** What it binds browsers to. */
        public HstsTerms terms() {
            return terms;
        }

        @Override
        public HstsField field() {
            return field;
        }
    }

    /** The field of an answer of our own over TLS. */
    HstsField field();
}
