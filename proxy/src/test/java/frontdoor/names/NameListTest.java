package frontdoor.names;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.names.NameList.Names;
import frontdoor.names.NameList.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators keep their names in is read as it is. */
class NameListTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("names");
    }

    private NameList read(String text) throws IOException {
        Files.writeString(file, text);
        return NameList.read(file);
    }

    private static Names names(int passedOver, String first, String... names) {
        return new Names(List.of(names), passedOver, first);
    }

    @Test
    void readsOneNameALine() throws IOException {
        assertThat(read("\ufeff# ours\r\nWWW.Example.com.\r\n\r\nwww.example.com ; again\n*.dev.example.com\n"
                        + "https://shop.example.com/x?y\nb\u00fccher.example.com\n"))
                .isEqualTo(names(
                        0,
                        "",
                        "www.example.com",
                        "*.dev.example.com",
                        "shop.example.com",
                        "xn--bcher-kva.example.com"));
    }

    @Test
    void passesOverWhatNamesNoHost() throws IOException {
        assertThat(
                        read(
                                "a.example.com\n192.0.2.1\n_dmarc.example.com\nme@example.com\n-x.example.com\na b\n\u001b[2J\n"))
                .isEqualTo(names(6, "192.0.2.1", "a.example.com"));
    }

    @Test
    void readsAZoneFile() throws IOException {
        assertThat(read("""
            $ORIGIN example.com.
            $TTL 1h
            @       IN SOA ns1 hostmaster (
                        2026112201 ; serial
                        7200 3600 1209600 3600 )
                    IN NS  ns1
                    IN A   192.0.2.1
            www     3600 IN CNAME @
            Legacy  IN 300 A 192.0.2.2
                    AAAA 2001:db8::2
            mail    MX 10 mx.other.net.
            txt     TXT "v=spf1; not a comment" "(" ; but this is
            *.dev   A 192.0.2.3
            _sip._tcp SRV 0 0 5060 sip
            other.net. 60 IN A 192.0.2.4
            $ORIGIN sub
            deep    A 192.0.2.5
            $INCLUDE more
            """))
                .isEqualTo(names(
                        1,
                        "$INCLUDE more",
                        "example.com",
                        "www.example.com",
                        "legacy.example.com",
                        "*.dev.example.com",
                        "other.net",
                        "deep.sub.example.com"));
    }

    @Test
    void readsAZoneTransferWithoutAnOrigin() throws IOException {
        assertThat(read("example.com.\t3600\tIN\tA\t192.0.2.1\nwww.example.com.\t60\tIN\tCNAME\texample.com.\n"
                        + "short A 192.0.2.2\n"))
                .isEqualTo(names(1, "short A 192.0.2.2", "example.com", "www.example.com"));
    }

    /** What the admin listener lists of the names that clients asked for. */
    @Test
    void readsTheHostsThatClientsAskedFor() throws IOException {
        assertThat(read("""
                {
                  "since": "2026-11-22T12:44:09Z",
                  "hosts": [
                    { "host": "example.com", "site": "shop", "handshakes": 11 },
                    { "host": "intranet.example.com", "site": null, "handshakes": 0 }
                  ],
                  "others": 0
                }
                """)).isEqualTo(names(0, "", "example.com", "intranet.example.com"));
    }

    @Test
    void readsJsonOfACertificateLog() throws IOException {
        assertThat(
                        read(
                                "[{\"issuer_name\":\"C=US, O=\\\"x\\\"\",\"common_name\":\"example.com\",\"name_value\":"
                                        + "\"*.example.com\\nExample.com\\u002E\\nadmin@example.com\"},\n {\"name_value\" : \"old.example.com\"}]"))
                .isEqualTo(names(1, "admin@example.com", "example.com", "*.example.com", "old.example.com"));
        assertThat(read("{\"name_value\":\"cut.example.com")).isEqualTo(names(0, "", "cut.example.com"));
    }

    @Test
    void readsCsvOfACertificateLog() throws IOException {
        assertThat(read("id,Common_Name,issuer,\"name_value\"\r\n1,example.com,\"O=a, \"\"b\"\"\",\"example.com\n"
                        + "www.example.com\"\r\n2,old.example.com,c,old.example.com\r\n"))
                .isEqualTo(names(0, "", "example.com", "www.example.com", "old.example.com"));
    }

    @Test
    void saysInOneLineWhyAFileIsOfNoUse() throws IOException {
        assertThat(NameList.read(file)).isEqualTo(new Unusable(file + ": no such file"));
        assertThat(NameList.read(directory)).isEqualTo(new Unusable(directory + ": is a directory, not a file"));
        assertThat(read("# nothing\n"))
                .isEqualTo(new Unusable(file
                        + ": holds no name of a host; write one a line, or give it a zone file or the JSON of crt.sh"));
        assertThat(read(IntStream.rangeClosed(0, NameList.MAX_NAMES)
                        .mapToObj(i -> "h" + i + ".example.com")
                        .collect(Collectors.joining("\n"))))
                .isEqualTo(new Unusable(file + ": holds more than 50000 names; split it"));
    }

    @Test
    void endsSoonWithAnyText() throws IOException {
        for (String piece : List.of("1", "(", "\"", "a.", "{\"x\":", ",name_value\"", "\\")) {
            assertThat(read(piece.repeat(1_000_000))).isInstanceOf(Unusable.class);
        }
    }
}
