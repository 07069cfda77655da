package frontdoor.plan;

import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.util.stream.Collectors;

/** Tells where some clients are served in the clear. */
final class PlaintextRules {
    private PlaintextRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        Networks served = subject.site().config().settings().plaintextFrom();
        if (!served.isEmpty() && !subject.scheme().config().listen().plaintext().isEmpty()) {
            verdicts.add(
                    Code.PLAINTEXT_SERVED,
                    subject.site().key("plaintext-from"),
                    "clients in " + text(served)
                            + " are served in the clear, without a redirect and without a policy: whoever is on the way"
                            + " between reads and changes what they send and get. frontdoor discovery tells which of them"
                            + " still come");
        }
    }

    /** The networks in a sentence. */
    static String text(Networks networks) {
        return networks.all().stream().map(Network::toString).collect(Collectors.joining(", "));
    }
}
