package frontdoor.plan;

import frontdoor.hosts.ListenAddress;
import frontdoor.policy.HstsTerms;
import java.net.InetAddress;
import java.util.List;

/** Judges a policy by itself, and what else listens beside it. */
final class PolicyRules {
    private static final long DAY = 86_400;
    private static final long TEN_YEARS = 10 * 365 * DAY;
    private static final int HTTP_PORT = 80;

    private PolicyRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        HstsTerms sent = subject.sent();
        if (sent == null || !sent.binds()) {
            return;
        }
        String key = subject.site().key("hsts.max-age");
        if (sent.maxAge() < DAY && !subject.site().policy().schedule().hasRamp()) {
            verdicts.add(
                    Code.SHORT_POLICY,
                    key,
                    "a policy of " + MaxAgeText.of(sent.maxAge())
                            + " is for trying out: it protects nobody who comes back later than that. When every page works"
                            + " over https, write hsts.max-age = 7d, then 30d, then 365d");
        }
        if (sent.maxAge() > TEN_YEARS) {
            verdicts.add(
                    Code.PRELOAD_LONG,
                    key,
                    "a max-age of " + MaxAgeText.of(sent.maxAge())
                            + " is above ten years, which the preload list's checker takes for a mistake; 730d is all that"
                            + " anybody needs");
        }
        judgePorts(subject, verdicts);
    }

    private static void judgePorts(Subject subject, Verdicts verdicts) {
        List<ListenAddress> plaintext = subject.scheme().config().listen().plaintext();
        for (int i = 0; i < plaintext.size(); i++) {
            ListenAddress address = plaintext.get(i);
            boolean local =
                    address.address().filter(InetAddress::isLoopbackAddress).isPresent();
            if (address.port() != HTTP_PORT && !local) {
                verdicts.add(
                        Code.OTHER_PORT_IN_CLEAR,
                        "listen.plaintext." + i,
                        "a policy holds on all ports of a host: a browser that has it speaks TLS to port "
                                + address.port()
                                + ", which answers in the clear only, and fails. If clients see this port as 80 (a published"
                                + " container port), all is well; else close it, or listen on :80");
            }
        }
    }
}
