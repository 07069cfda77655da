package frontdoor.audit;

import frontdoor.report.Level;
import frontdoor.report.SharedCode;

/**
 * The subject of a finding, and the advice on what to change then.
 *
 * <p>Names with dots are those of the checker behind hstspreload.org, so that its answers and ours can be compared; names with hyphens
 * are those of plan, for what the checker does not look at.
 */
public enum Code {
    BEGINS_WITH_DOT("domain.format.begins_with_dot", Level.ERROR, "ask for the name without the dot before it"),
    ENDS_WITH_DOT("domain.format.ends_with_dot", Level.ERROR, "ask for the name without the dot behind it"),
    CONTAINS_DOUBLE_DOT("domain.format.contains_double_dot", Level.ERROR, "write one dot between two labels"),
    INVALID_CHARACTERS(
            "domain.format.invalid_characters", Level.ERROR, "use a name of letters, digits, hyphens and dots"),
    IS_IP_ADDRESS(
            "domain.format.is_ip_address", Level.ERROR, "give the server a name: browsers keep no policy of addresses"),
    PUBLIC_SUFFIX(
            "domain.format.public_suffix",
            Level.ERROR,
            Scope.PRELOAD,
            "submit the name below it that was registered; a public suffix is preloaded by its registry only"),
    IS_SUBDOMAIN(
            "domain.is_subdomain",
            Level.ERROR,
            Scope.PRELOAD,
            "let the registrable domain above send the header with includeSubDomains and preload"),

    CANNOT_CONNECT(
            "domain.tls.cannot_connect",
            Level.ERROR,
            "let a server that speaks TLS 1.2 or 1.3 answer on port 443 of this host"),
    /** To the checker the same; what to change is another thing. */
    NO_ADDRESS(
            "domain.tls.cannot_connect",
            Level.ERROR,
            "give the name an address, or say where it is with --resolve HOST:443:ADDR"),
    INVALID_CERT_CHAIN(
            "domain.tls.invalid_cert_chain",
            Level.ERROR,
            "serve a valid certificate that names this host, and every intermediate certificate with it"),
    SHA1("domain.tls.sha1", Level.ERROR, "get a certificate whose whole chain is signed with SHA-256 or better"),
    OBSOLETE_CIPHER_SUITE(
            "tls.obsolete_cipher_suite", Level.WARNING, "enable TLS 1.3, or ECDHE with AES-GCM or CHACHA20 in TLS 1.2"),
    WWW_NO_TLS("domain.www.no_tls", Level.ERROR, "serve www with a certificate that names it, or close its port 443"),

    NO_HEADER("response.no_header", Level.ERROR, "send Strict-Transport-Security on this answer, redirect or not"),
    MULTIPLE_HEADERS(
            "response.multiple_headers", Level.ERROR, "send the field once: in the front, and take out the backend's"),

    PARSE_EMPTY("header.parse.empty", Level.WARNING, "give the field a value: max-age=31536000"),
    PARSE_EMPTY_DIRECTIVE("header.parse.empty_directive", Level.WARNING, "take out the superfluous semicolon"),
    PARSE_UNKNOWN_DIRECTIVE(
            "header.parse.unknown_directive", Level.WARNING, "leave max-age, includeSubDomains and preload only"),
    PARSE_REPEATED_MAX_AGE("header.parse.repeated.max_age", Level.WARNING, "write max-age once"),
    PARSE_REPEATED_SUBDOMAINS(
            "header.parse.repeated.include_sub_domains", Level.WARNING, "write includeSubDomains once"),
    PARSE_REPEATED_PRELOAD("header.parse.repeated.preload", Level.WARNING, "write preload once"),
    PARSE_INVALID_PRELOAD("header.parse.invalid.preload", Level.WARNING, "write preload without a value"),
    PARSE_INVALID_SUBDOMAINS(
            "header.parse.invalid.include_sub_domains", Level.WARNING, "write includeSubDomains without a value"),
    PARSE_LEADING_ZERO("header.parse.max_age.leading_zero", Level.WARNING, "write max-age without a zero before it"),
    PARSE_NO_VALUE("header.parse.invalid.max_age.no_value", Level.ERROR, "write max-age=31536000"),
    PARSE_NON_DIGITS(
            "header.parse.max_age.non_digit_characters",
            Level.ERROR,
            "write max-age as seconds in digits: no quotes, no sign, no unit"),
    PARSE_INT(
            "header.parse.max_age.parse_int_error",
            Level.ERROR,
            "write max-age as a number of seconds, such as 31536000"),

    MAX_AGE_MISSING("header.preloadable.max_age.missing", Level.ERROR, "write max-age=31536000"),
    MAX_AGE_ZERO(
            "header.preloadable.max_age.zero",
            Level.ERROR,
            "write max-age=31536000, or audit with --removal if the policy is to be left"),
    MAX_AGE_BELOW_1_YEAR(
            "header.preloadable.max_age.below_1_year", Level.ERROR, Scope.PRELOAD, "write max-age=31536000"),
    MAX_AGE_BELOW_18_WEEKS(
            "header.preloadable.max_age.below_18_weeks",
            Level.ERROR,
            Scope.PRELOAD,
            "write max-age=31536000, or 10886400 at least"),
    MAX_AGE_OVER_10_YEARS(
            "header.preloadable.max_age.over_10_years",
            Level.WARNING,
            Scope.PRELOAD,
            "write max-age=63072000, which is two years"),
    SUBDOMAINS_MISSING(
            "header.preloadable.include_sub_domains.missing",
            Level.ERROR,
            Scope.PRELOAD,
            "add includeSubDomains once every host below has TLS; frontdoor plan --names finds those that have not"),
    PRELOAD_MISSING(
            "header.preloadable.preload.missing",
            Level.ERROR,
            Scope.PRELOAD,
            "add preload only if browsers are to ship this policy: leaving their lists takes months"),
    IGNORED_HEADER(
            "ignored-header",
            Level.ERROR,
            "write each directive once, max-age with digits, the others without a value: max-age=31536000; includeSubDomains"),
    REMOVABLE_PRELOAD("header.removable.contains.preload", Level.ERROR, "take preload out of the header"),
    REMOVABLE_MAX_AGE("header.removable.missing.max_age", Level.ERROR, "keep a max-age in the header, be it 0"),

    HTTP_DOES_NOT_EXIST(
            "redirects.http.does_not_exist",
            Level.WARNING,
            "redirect port 80 to https, unless nobody who types the name needs to arrive"),
    HTTP_USELESS_HEADER(
            "redirects.http.useless_header", Level.WARNING, "send the header over https only: browsers ignore it here"),
    HTTP_NO_REDIRECT("redirects.http.no_redirect", Level.ERROR, "redirect port 80 to https on the same host"),
    HTTP_WWW_FIRST(
            "redirects.http.www_first",
            Level.ERROR,
            "redirect to https on the same host first, and from there to www: else the name without www gets no policy"),
    FIRST_REDIRECT_INSECURE(
            "redirects.http.first_redirect.insecure",
            Level.ERROR,
            "let the first redirect lead to https on the same host"),
    FIRST_REDIRECT_INVALID(
            "redirects.http.first_redirect.invalid",
            Level.ERROR,
            "let the first redirect lead to where good TLS is spoken"),
    FIRST_REDIRECT_NO_HSTS(
            "redirects.http.first_redirect.no_hsts",
            Level.ERROR,
            "send the whole header on the answer that is redirected to, too"),
    INSECURE_INITIAL("redirects.insecure.initial", Level.ERROR, "redirect from https to https only"),
    INSECURE_SUBSEQUENT("redirects.insecure.subsequent", Level.ERROR, "redirect to https only, on every hop"),
    TOO_MANY_REDIRECTS("redirects.too_many", Level.ERROR, "lead to the last address in three redirects at most"),
    FOLLOW_ERROR(
            "redirects.follow_error", Level.ERROR, "mend the address that is redirected to, or redirect elsewhere"),

    LOOP(SharedCode.LOOP, "let one of these addresses answer instead of redirecting"),
    CERTIFICATE_EXPIRED(
            SharedCode.CERTIFICATE_EXPIRED, "renew the certificate now; with HSTS nobody can click through"),
    CERTIFICATE_ENDS_SOON(
            SharedCode.CERTIFICATE_ENDS_SOON, "renew the certificate, and see why that did not happen by itself"),
    CERTIFICATE_WEAK(
            SharedCode.CERTIFICATE_WEAK,
            "get a certificate for servers with an EC key, or an RSA key of 2048 bits, whose whole chain is signed with SHA-256"),
    CHAIN_ENDED(SharedCode.CHAIN_ENDED, "send the chain that the issuer gives out today"),
    CHAIN_PARTLY_ENDED(SharedCode.CHAIN_PARTLY_ENDED, "send the chain that the issuer gives out today"),
    CHAIN_ENDS_FIRST(SharedCode.CHAIN_ENDS_FIRST, "send the chain that the issuer gives out today"),
    SOURCE_WITHOUT_CERTIFICATE(
            SharedCode.SOURCE_WITHOUT_CERTIFICATE,
            "serve the host with a certificate that names it, or close its port 443"),
    SUBDOMAINS_ONLY_ON_WWW(
            SharedCode.SUBDOMAINS_ONLY_ON_WWW, "let the name without www send the header with includeSubDomains, too"),
    NO_HEADER_ON_ERROR(
            "no-header-on-error",
            Level.WARNING,
            "send the header once on every answer, errors included (nginx: add_header ... always)"),
    NO_HEADER_ON_SIBLING(
            "no-header-on-sibling",
            Level.WARNING,
            "send the header from this host too: each host has a policy of its own"),
    SHORT_POLICY(SharedCode.SHORT_POLICY, "when everything works over https, raise max-age: 604800, 2592000, 31536000");

    /** Who asks for it. */
    enum Scope {
        /** Browsers and visitors, whatever is planned for the host. */
        EVERYBODY,
        /** Preload lists only. */
        PRELOAD
    }

    private final String text;
    private final Level level;
    private final Scope scope;
    private final String change;

    Code(SharedCode shared, String change) {
        this(shared.toString(), shared.level(), change);
    }

    Code(String text, Level level, String change) {
        this(text, level, Scope.EVERYBODY, change);
    }

    Code(String text, Level level, Scope scope, String change) {
        this.text = text;
        this.level = level;
        this.scope = scope;
        this.change = change;
    }

    /** How much it matters. */
    public Level level() {
        return level;
    }

    Scope scope() {
        return scope;
    }

    /** What to change, in one line. */
    public String change() {
        return change;
    }

    /** As it is printed, such as {@code response.no_header}. */
    @Override
    public String toString() {
        return text;
    }
}
