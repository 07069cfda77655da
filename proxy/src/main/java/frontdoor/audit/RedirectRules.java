package frontdoor.audit;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.audit.Chain.End;
import frontdoor.http.Url;
import frontdoor.report.Level;
import java.util.List;
import java.util.Optional;

/** Judges where a host leads, from plaintext and from TLS, as the checker does. */
final class RedirectRules {
    private static final int MAX_REDIRECTS = 3;

    private final String host;
    private final Findings findings;

    private RedirectRules(String host, Findings findings) {
        this.host = host;
        this.findings = findings;
    }

    /**
     * Judges both chains of {@code host}.
     *
     * @param goodHeader whether the header of {@code https://HOST/} has nothing wrong with it: else a bad one after a redirect is no news
     */
    static void judge(
            String host, Chain plaintext, Chain secure, Demands demands, boolean goodHeader, Findings findings) {
        RedirectRules rules = new RedirectRules(host, findings);
        rules.judgePlaintext(plaintext, demands, goodHeader);
        rules.judgeLength(secure);
        rules.judgeSecurity(secure);
    }

    private void judgePlaintext(Chain chain, Demands demands, boolean goodHeader) {
        String start = chain.start().toString();
        switch (chain.hops().getFirst().reply()) {
            case NoAnswer none -> findings.add(Code.HTTP_DOES_NOT_EXIST, start, none.text());
            case Answer answer -> {
                if (!answer.hsts().isEmpty()) {
                    findings.add(
                            Code.HTTP_USELESS_HEADER,
                            start,
                            "an answer in the clear carries Strict-Transport-Security");
                }
                judgeLength(chain);
                judgeFirst(chain, answer, demands, goodHeader);
            }
        }
    }

    private void judgeFirst(Chain chain, Answer answer, Demands demands, boolean goodHeader) {
        String start = chain.start().toString();
        List<Url> targets = chain.targets();
        if (targets.isEmpty()) {
            findings.add(Code.HTTP_NO_REDIRECT, start, "status " + answer.status() + " leads nowhere");
            return;
        }
        Url first = targets.getFirst();
        if (first.secure() && first.host().equals(host)) {
            if (goodHeader && chain.hops().size() > 1) {
                judgeSecond(start, chain.hops().get(1), demands);
            }
            judgeSecurity(chain);
        } else if (first.host().equals("www." + host)) {
            findings.add(Code.HTTP_WWW_FIRST, start, "the first redirect leads to " + first);
        } else {
            findings.add(Code.FIRST_REDIRECT_INSECURE, start, "the first redirect leads to " + first);
        }
    }

    /** The answer that visitors of the plaintext port get first over TLS has to carry the whole header itself. */
    private void judgeSecond(String start, Hop second, Demands demands) {
        switch (second.reply()) {
            case NoAnswer none ->
                findings.add(
                        Code.FIRST_REDIRECT_INVALID,
                        start,
                        "the first redirect leads to " + second.url() + ", and there: " + none.text());
            case Answer answer -> {
                Findings there = new Findings(demands);
                HeaderRules.judge(second.url().toString(), answer, demands, there);
                Optional<Finding> error = there.list().stream()
                        .filter(finding -> finding.level() == Level.ERROR)
                        .findFirst();
                error.ifPresent(finding -> findings.add(
                        Code.FIRST_REDIRECT_NO_HSTS,
                        start,
                        "the first redirect leads to " + second.url() + ", and there: " + finding.text()));
            }
        }
    }

    private void judgeLength(Chain chain) {
        String start = chain.start().toString();
        int count = chain.targets().size();
        if (chain.end() == End.LOOP) {
            findings.add(
                    Code.LOOP,
                    start,
                    "the redirects come back to " + chain.targets().getLast());
        }
        if (count > MAX_REDIRECTS || chain.end() == End.LOOP) {
            findings.add(
                    Code.TOO_MANY_REDIRECTS,
                    start,
                    chain.end() == End.ANSWER
                            ? count + " redirects come before an answer"
                            : "there is no answer after " + count + " redirects");
        } else if (chain.end() == End.BAD_LOCATION) {
            findings.add(
                    Code.FOLLOW_ERROR, start, chain.hops().getLast().url() + " leads to no address of http or https");
        } else if (chain.end() == End.NO_ANSWER && chain.hops().getLast().reply() instanceof NoAnswer none) {
            findings.add(Code.FOLLOW_ERROR, start, chain.hops().getLast().url() + ": " + none.text());
        }
    }

    private void judgeSecurity(Chain chain) {
        List<Url> targets = chain.targets();
        for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).secure()) {
                findings.add(
                        i == 0 ? Code.INSECURE_INITIAL : Code.INSECURE_SUBSEQUENT,
                        chain.start().toString(),
                        "redirect " + (i + 1) + " leads to " + targets.get(i));
                return;
            }
        }
    }
}
