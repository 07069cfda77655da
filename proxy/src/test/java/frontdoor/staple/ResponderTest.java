package frontdoor.staple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.OcspAuthority;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A responder may answer whatever it likes, in whatever amount. */
final class ResponderTest {
    @TempDir
    private Path directory;

    private OcspAuthority authority;
    private Question question;

    @BeforeEach
    void open() throws Exception {
        authority = new OcspAuthority();
        Path chain = directory.resolve("a.pem");
        Path key = directory.resolve("a.key");
        authority.issue(false, "a.test").writeTo(chain, key);
        question = Question.about(((CertificateLoading.Loaded) CertificateLoader.load(PairFiles.of(chain, key))).pair())
                .orElseThrow();
    }

    @AfterEach
    void close() {
        authority.close();
    }

    private void refused(String why) {
        assertThatThrownBy(() -> Responder.ask(question))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void postsTheQuestion() throws Exception {
        authority.handler(exchange -> {
            assertThat(exchange.getRequestMethod()).isEqualTo("POST");
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/ocsp-request");
            OcspAuthority.send(exchange, 200, exchange.getRequestBody().readAllBytes());
        });
        assertThat(Responder.ask(question)).isEqualTo(question.octets());
    }

    @Test
    void takesNoMoreThanAnAnswerMayHave() {
        authority.handler(exchange -> OcspAuthority.send(exchange, 200, new byte[64 << 10]));
        assertThat(catchThrowable(() -> Responder.ask(question))).isNull();
        authority.handler(exchange -> OcspAuthority.send(exchange, 200, new byte[(64 << 10) + 1]));
        refused("");
    }

    @Test
    void isLedNowhereElse() {
        AtomicInteger elsewhere = new AtomicInteger();
        authority.handler(exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/ocsp")) {
                elsewhere.incrementAndGet();
            }
            exchange.getResponseHeaders().set("Location", "/other");
            OcspAuthority.send(exchange, 307, new byte[0]);
        });
        refused("it answers with 307");
        assertThat(elsewhere).hasValue(0);
        authority.handler(exchange -> OcspAuthority.send(exchange, 503, new byte[0]));
        refused("it answers with 503");
    }

    @Test
    void tellsThatNobodyIsThere() throws Exception {
        Question other = new Question(
                question.id(),
                question.leaf(),
                question.issuer(),
                "http://127.0.0.1:" + FreePort.take() + "/",
                false,
                question.names());
        assertThatThrownBy(() -> Responder.ask(other)).hasMessage("it cannot be connected to");
    }
}
