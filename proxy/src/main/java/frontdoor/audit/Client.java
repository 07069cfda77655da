package frontdoor.audit;

import frontdoor.audit.NoAnswer.Stage;
import frontdoor.http.Url;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server one thing at a time, whatever it does: every question ends within the patience of the network, and all of them within
 * one deadline.
 *
 * <h2>Threads</h2>
 *
 * Blocks. Any number of threads may ask.
 */
final class Client {
    private final Network network;
    private final Patience whole;

    Client(Network network, Patience whole) {
        this.network = network;
        this.whole = whole;
    }

    /** Asks for {@code url}, without following where it leads; {@code verify} as for {@link Connection#secure}. */
    Reply get(Url url, boolean verify) {
        return new Question(url).ask(verify);
    }

    /** Whether anything takes connections there. */
    boolean listens(String host, int port) {
        Patience deadline = whole.within(network.patience());
        try (Connection _ = Connection.open(network.find(host, port, deadline), deadline)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private final class Question {
        private final Url url;
        private final Patience deadline = whole.within(network.patience());
        private Stage stage = Stage.LOOKUP;

        Question(Url url) {
            this.url = url;
        }

        Reply ask(boolean verify) {
            if (whole.passed()) {
                return new NoAnswer(stage, "it was not asked: the time for all questions was up");
            }
            try {
                var addresses = network.find(url.host(), url.port(), deadline);
                stage = Stage.CONNECT;
                try (Connection connection = Connection.open(addresses, deadline)) {
                    TlsFacts tls = url.secure() ? secure(connection, verify) : null;
                    stage = Stage.ANSWER;
                    return answer(connection, tls);
                }
            } catch (IOException failed) {
                String text = deadline.passed()
                        ? Diagnosis.late(stage, url, network.patience())
                        : Diagnosis.failed(stage, url, failed);
                return new NoAnswer(stage, text);
            }
        }

        private TlsFacts secure(Connection connection, boolean verify) throws IOException {
            stage = Stage.HANDSHAKE;
            return connection.secure(network.trust(), url.host(), url.port(), verify);
        }

        private Answer answer(Connection connection, @Nullable TlsFacts tls) throws IOException {
            String head = "GET " + url.target() + " HTTP/1.1\r\nHost: " + url.authority()
                    + "\r\nUser-Agent: frontdoor-audit\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            connection.out().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.out().flush();
            return HeadReader.read(new BufferedInputStream(connection.in()), tls);
        }
    }
}
