package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C15: a certificate with an Ed25519 key (RFC 8410) beside others for the same name, as OpenSSL sees it. */
final class Ed25519Test {
    private static final CertificatePair EDWARDS = pair(KeyKind.ED25519, 60, "example.test");
    private static final CertificatePair EC = pair(KeyKind.EC, 60, "example.test");
    private static final CertificatePair RSA = pair(KeyKind.RSA, 60, "example.test");

    @ParameterizedTest
    @CsvSource({
        "-tls1_3, ed25519:ECDSA+SHA256:RSA-PSS+SHA256, ED25519",
        "-tls1_3, ECDSA+SHA256:RSA-PSS+SHA256, EC",
        "-tls1_3, RSA-PSS+SHA256, RSA",
        "-tls1_2, ed25519:ECDSA+SHA256:RSA-PSS+SHA256, ED25519",
        "-tls1_2, ECDSA+SHA256:RSA-PSS+SHA256, EC",
        "-tls1_2, RSA-PSS+SHA256, RSA"
    })
    void isShownToWhoNamesIt(String version, String schemes, KeyKind shown) throws Exception {
        try (TlsServer server = TlsServer.serving(RSA, EC, EDWARDS)) {
            OpensslClient client =
                    OpensslClient.connect(server.port(), "-servername", "example.test", version, "-sigalgs", schemes);
            assertThat(client.succeeded()).as(client.output()).isTrue();
            assertThat(client.output())
                    .contains(
                            switch (shown) {
                                case ED25519 -> "Peer signature type: ed25519";
                                case EC -> "Peer signature type: ECDSA";
                                case RSA -> "Peer signature type: RSA-PSS";
                            });
        }
    }

    @Test
    void endsInAnAlertForWhoDoesNotTakeIt() throws Exception {
        try (TlsServer server = TlsServer.serving(EDWARDS)) {
            OpensslClient client = OpensslClient.connect(
                    server.port(), "-servername", "example.test", "-tls1_3", "-sigalgs", "ECDSA+SHA256");
            assertThat(client.succeeded()).isFalse();
            assertThat(client.output()).contains("alert handshake failure");
        }
    }
}
