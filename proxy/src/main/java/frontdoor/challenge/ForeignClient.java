package frontdoor.challenge;

import java.nio.file.Path;

/** Another ACME client beside this front door, and where it has the answers to its challenges. */
public sealed interface ForeignClient {
    /**
     * It writes them to files, as {@code certbot --webroot} does.
     *
     * @param root the answer to TOKEN is {@code ROOT/.well-known/acme-challenge/TOKEN}
     */
    record Webroot(Path root) implements ForeignClient {
        @Override
        public String toString() {
            return root.toString();
        }
    }

    /** It answers itself on a port of its own in the clear, as {@code certbot --standalone} does. */
    record Server(String host, int port) implements ForeignClient {
        /** As a URL and a Host field have it. */
        @Override
        public String toString() {
            return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }
}
