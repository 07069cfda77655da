package frontdoor.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that browsers send are sent, and looked for in certificates. */
class PlainServerNameTest {
    /** RFC 6066 3: the name as the client knows it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"www.example.com", "my_app.example.com", "_own.example.com", "xn--bcher-kva.example.com", "1.a1"
            })
    void isSentAsItIs(String host) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new PlainServerName(host)));
        engine.setSSLParameters(parameters);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        String sent = new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1);
        assertThat(sent).contains("\0" + (char) host.length() + host);
    }

    @Test
    void knowsWhatTheJdkRefuses() {
        assertThat(new PlainServerName("www.example.com").isKnownToJdk()).isTrue();
        assertThat(new PlainServerName("my_app.example.com").isKnownToJdk()).isFalse();
    }

    /** RFC 9525 6.3. */
    @ParameterizedTest
    @CsvSource({
        "my_app.example.com, true",
        "MY_APP.example.com, true",
        "any_other.sub.example.com, true",
        "deep.any_other.sub.example.com, false",
        "sub.example.com, false",
        "example.com, false"
    })
    void isLookedForInTheCertificate(String host, boolean named) throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        Instant now = Instant.now();
        X509Certificate leaf = TestCertificates.leaf(
                keys, List.of("my_app.example.com", "*.sub.example.com"), now, now.plus(Duration.ofDays(1)));
        assertThat(new PlainServerName(host).isNamedBy(leaf)).isEqualTo(named);
    }
}
