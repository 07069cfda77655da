package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.Arrays;

/** How a server of an upstream is chosen for a request. */
public enum BalanceConfig {
    LEAST_REQUESTS("least-requests"),
    ROUND_ROBIN("round-robin"),
    RANDOM("random"),
    HASH("hash");

    private final String word;

    BalanceConfig(String word) {
        this.word = word;
    }

    static BalanceConfig read(Node node) {
        String written = Scalars.choice(
                node, Arrays.stream(values()).map(one -> one.word).toList());
        return Arrays.stream(values())
                .filter(one -> one.word.equals(written))
                .findFirst()
                .orElse(LEAST_REQUESTS);
    }
}
