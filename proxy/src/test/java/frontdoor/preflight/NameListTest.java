package frontdoor.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.preflight.NameList.Names;
import frontdoor.preflight.NameList.Unusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists that operators keep their names in are read as they are. */
class NameListTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("names");
    }

    private NameList read(String text) throws IOException {
        return read(text, null);
    }

    private NameList read(String text, @Nullable String origin) throws IOException {
        Files.writeString(file, text);
        return NameList.read(file, origin == null ? null : ZoneOrigin.parse(origin));
    }

    private static Names names(String... names) {
        return new Names(List.of(names), List.of());
    }

    /** Names, and what could not be judged as {@code LINE: ENTRY}. */
    private static void assertRead(NameList list, List<String> names, String... notJudged) {
        Names read = (Names) list;
        assertThat(read.names()).isEqualTo(names);
        assertThat(read.notJudged().stream().map(entry -> entry.line() + ": " + entry.entry()))
                .containsExactly(notJudged);
        assertThat(read.notJudged()).allSatisfy(entry -> assertThat(entry.why()).isNotEmpty());
    }

    @Test
    void readsOneNameALine() throws IOException {
        assertThat(
                        read(
                                "\ufeff# ours\r\nWWW.Example.com.\r\n\r\nwww.example.com ; again\n*.dev.example.com\n"
                                        + "https://me@shop.example.com:8443/x?y\nb\u00fccher.example.com\n\tmy_app.example.com\n_own.example.com"))
                .isEqualTo(names(
                        "www.example.com",
                        "*.dev.example.com",
                        "shop.example.com",
                        "xn--bcher-kva.example.com",
                        "my_app.example.com",
                        "_own.example.com"));
    }

    /** RFC 6797 8.3: a policy binds every port. */
    @Test
    void readsNamesWithAPortAndWholeLinesOfThem() throws IOException {
        assertThat(read("a.example.com:8080\nb.example.com:/x\n\"c.example.com\", d.example.com:1 e.example.com.\n"))
                .isEqualTo(names("a.example.com", "b.example.com", "c.example.com", "d.example.com", "e.example.com"));
    }

    @Test
    void readsAHostsFile() throws IOException {
        assertThat(read("127.0.0.1 localhost # this one\n::1\tip6-localhost ip6-loopback\nfe80::1%lo0 link\n"
                        + "192.0.2.7\told.example.com Intra.Example.com old\n# 192.0.2.8 none.example.com\n"))
                .isEqualTo(names(
                        "localhost",
                        "ip6-localhost",
                        "ip6-loopback",
                        "link",
                        "old.example.com",
                        "intra.example.com",
                        "old"));
    }

    /** RFC 6797 8.1.1, RFC 8552. */
    @Test
    void sayNothingOfWhatCanBeNoHost() throws IOException {
        assertThat(read("a.example.com\n192.0.2.1\n192.0.2.1:80\n[2001:db8::1]:443\n2001:db8::1\n_dmarc.example.com\n"
                        + "s1._domainkey.example.com\nhttps://192.0.2.9/\n"))
                .isEqualTo(names("a.example.com"));
    }

    @Test
    void listsWhatItCannotRead() throws IOException {
        assertRead(
                read("a.example.com\nme@example.com\na b\n\u001b[2J\na..example.com\n" + "x".repeat(64)
                        + ".example.com\nstra\u00dfe.example.com\na.example.com:99999\nlegacy\nx.*.example.com\n"),
                List.of("a.example.com", "xn--strae-oqa.example.com"),
                "2: me@example.com",
                "3: a b",
                "4: ?[2J",
                "5: a..example.com",
                "6: " + "x".repeat(64) + ".example.com",
                "8: a.example.com:99999",
                "9: legacy",
                "10: x.*.example.com");
    }

    @Test
    void completesNamesOfOneLabelWithTheOrigin() throws IOException {
        assertThat(read("legacy\nwww.example.com\n*.dev\n", "Example.com"))
                .isEqualTo(names("legacy.example.com", "www.example.com", "*.dev.example.com"));
    }

    /** RFC 1035 5.1. */
    @Test
    void readsAZoneFile() throws IOException {
        assertRead(
                read("""
            $ORIGIN example.com.
            $TTL 1h
            @       IN SOA ns1 hostmaster\\.of.x (
                        2026112201 ; serial (
                        7200 3600 1209600 3600 )
                    IN NS  ns1
                    IN A   192.0.2.1
            www     3600 IN CNAME @
            Legacy  IN 1h30m A 192.0.2.2
                    AAAA 2001:db8::2
            mail    MX 10 mx.other.net.
            txt     TXT "v=spf1; not a comment" "(" ; but this is
            txt     TXT "quoted \\" quote; and (" a;(
            *.dev   A 192.0.2.3
            a       IN A 192.0.2.7
            mx      A ( 192.0.2.8
                    )
            300     A 192.0.2.9
            \\119eb  TYPE1 \\# 4 c000020a
            blog    ALIAS hosted.vendor.example.
            wiki    CLASS1 ANAME hosted.vendor.example.
            my_app  [AGE:3600] A 192.0.2.11
            _own    A 192.0.2.12
            _8443._https.api HTTPS 1 . alpn=h2
            _dns.doh SVCB 1 . alpn=h2
            s1._domainkey CNAME s1.mail.vendor.example.
            _a79865eb4cd1a6ab CNAME _x.acm-validations.example.
            _sip._tcp SRV 0 0 5060 sip
            caa     CAA 0 issue "ca.example.net"
            odd     TYPE65400 \\# 0
            other.net. 60 IN A 192.0.2.4
            $ORIGIN sub
            deep    A 192.0.2.5
            """),
                List.of(
                        "example.com",
                        "www.example.com",
                        "legacy.example.com",
                        "*.dev.example.com",
                        "a.example.com",
                        "mx.example.com",
                        "300.example.com",
                        "web.example.com",
                        "blog.example.com",
                        "wiki.example.com",
                        "my_app.example.com",
                        "_own.example.com",
                        "api.example.com",
                        "doh.example.com",
                        "other.net",
                        "deep.sub.example.com"));
    }

    @Test
    void listsWhatHidesHostsOfAZone() throws IOException {
        assertRead(
                read("""
            $ORIGIN example.com.
            @       SOA ns1 hostmaster 1 2 3 4 5
            @       NS  ns1
            www     A   192.0.2.1
            sub     3600 IN NS ns1.sub
            SUB     NS  ns2.sub
            ns1.sub A   192.0.2.2
            old     DNAME new.example.net.
            _msdcs  NS  dc1
            $INCLUDE more.zone
            $GENERATE 1-10 host$ A 192.0.2.$
            $UNHEARD of
            new     FANCY 1
                    A   192.0.2.3
            short   A
            wrong   A   somewhere.example.net.
              indented A 192.0.2.4
            a\\.b    A   192.0.2.5
            "q"     A   192.0.2.6
            text    TXT "open
            tail    A   192.0.2.7 )
            late    TXT ( never
            closed  A   192.0.2.8
            """),
                List.of("www.example.com", "ns1.sub.example.com", "new.example.com", "tail.example.com"),
                "8: old.example.com",
                "10: $INCLUDE more.zone",
                "11: $GENERATE 1-10 host$ A 192.0.2.$",
                "12: $UNHEARD of",
                "13: new     FANCY 1",
                "15: short   A",
                "16: wrong   A   somewhere.example.net.",
                "17: indented A 192.0.2.4",
                "18: a\\.b.example.com.",
                "19: \"q.example.com.",
                "20: text    TXT \"open",
                "21: tail    A   192.0.2.7 )",
                "22: late    TXT ( never",
                "5: sub.example.com");
    }

    @Test
    void takesTheOriginFromTheSoa() throws IOException {
        assertThat(
                        read(
                                "$TTL 1D\nexample.com. IN SOA ns1.example.com. x.example.com. 1 2 3 4 5\n  IN NS ns1.example.net.\n"
                                        + "legacy IN A 192.0.2.6\nintranet 86400 CNAME legacy\n"
                                        + "other.net. IN SOA ns1.example.com. x.example.com. 1 2 3 4 5\nlegacy IN A 192.0.2.6\n"))
                .isEqualTo(names("legacy.example.com", "intranet.example.com", "legacy.other.net"));
    }

    @Test
    void readsAZoneAsASecondaryServerWritesIt() throws IOException {
        assertThat(
                        read(
                                "$ORIGIN .\n$TTL 3600\nexample.com\tIN SOA\tns1.example.com. x.example.com. (\n\t1 2 3 4 5 )\n"
                                        + "\t\t\tNS\tns1.example.net.\n\t\t\tA\t192.0.2.1\n$ORIGIN example.com.\nlegacy\t\tA\t192.0.2.6\n"))
                .isEqualTo(names("example.com", "legacy.example.com"));
    }

    @Test
    void namesTheOriginThatNobodySaid() throws IOException {
        String zone =
                "$TTL 1D\n@ IN SOA ns1 hostmaster 1 2 3 4 5\n  IN NS ns1\n  IN A 192.0.2.1\nlegacy.sub IN A 192.0.2.6\n";
        Names unknown = (Names) read(zone);
        assertThat(unknown.names()).isEmpty();
        assertThat(unknown.notJudged()).extracting(NotJudged::entry).containsExactly("@", "legacy.sub");
        assertThat(unknown.notJudged())
                .allSatisfy(entry -> assertThat(entry.why()).contains("$ORIGIN", "--origin"));
        assertThat(read(zone, "example.com.")).isEqualTo(names("example.com", "legacy.sub.example.com"));
    }

    @Test
    void readsAZoneTransferWithoutAnOrigin() throws IOException {
        assertRead(
                read("example.com.\t3600\tIN\tA\t192.0.2.1\nwww.example.com.\t60\tIN\tCNAME\texample.com.\n"
                        + "short A 192.0.2.2\n"),
                List.of("example.com", "www.example.com"),
                "3: short");
    }

    /** What PowerShell writes. */
    @Test
    void readsUtf16() throws IOException {
        Files.write(file, "\ufeffb\u00fccher.example.com\r\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(NameList.read(file, null)).isEqualTo(names("xn--bcher-kva.example.com"));
    }

    /** What the admin listener lists of the names that clients asked for. */
    @Test
    void readsTheHostsThatClientsAskedFor() throws IOException {
        String hosts = """
                {
                  "since": "2026-11-22T12:44:09Z",
                  "hosts": [
                    { "host": "example.com", "site": "shop", "handshakes": 11 },
                    { "host": "intranet.example.com", "site": null, "handshakes": 0 }
                  ],
                  "others": %d
                }
                """;
        assertThat(read(hosts.formatted(0))).isEqualTo(names("example.com", "intranet.example.com"));
        assertRead(read(hosts.formatted(12)), List.of("example.com", "intranet.example.com"), "0: 12 others");
    }

    @Test
    void readsJsonOfACertificateLog() throws IOException {
        assertThat(
                        read(
                                "[{\"issuer_name\":\"C=US, O=\\\"x\\\"\",\"common_name\":\"example.com\",\"name_value\":"
                                        + "\"*.example.com\\nExample.com\\u002E\\nadmin@example.com\"},\n {\"name_value\" : \"old.example.com\"}]"))
                .isEqualTo(names("example.com", "*.example.com", "old.example.com"));
        assertRead(read("{\"name_value\":\"cut.example.com"), List.of("cut.example.com"), "0: the end");
    }

    @Test
    void readsCsvOfACertificateLog() throws IOException {
        String csv = "id,Common_Name,issuer,\"name_value\"\r\n1,example.com,\"O=a, \"\"b\"\"\",\"example.com\n"
                + "www.example.com\"\r\n2,old.example.com,c,old.example.com\r\n";
        assertThat(read(csv)).isEqualTo(names("example.com", "www.example.com", "old.example.com"));
        assertRead(
                read(csv + "3,new.example.com,x"),
                List.of("example.com", "www.example.com", "old.example.com", "new.example.com"),
                "5: 3,new.example.com,x");
    }

    @Test
    void saysInOneLineWhyAFileIsOfNoUse() throws IOException {
        assertThat(NameList.read(file, null)).isEqualTo(new Unusable(file + ": no such file"));
        assertThat(NameList.read(directory, null)).isEqualTo(new Unusable(directory + ": is a directory, not a file"));
        assertThat(read("# nothing\n"))
                .isEqualTo(new Unusable(file
                        + ": holds no name of a host; write one a line, or give it a zone file or the JSON of crt.sh"));
        assertThat(read(IntStream.rangeClosed(0, NameList.MAX_NAMES)
                        .mapToObj(i -> "h" + i + ".example.com")
                        .collect(Collectors.joining("\n"))))
                .isEqualTo(new Unusable(file + ": holds more than 50000 names; split it"));
    }

    /** A link that leads to itself is one of the few things that even root cannot read. */
    @Test
    void saysInWordsWhyAFileCannotBeRead() throws IOException {
        Files.createSymbolicLink(file, file);

        assertThat(NameList.read(file, null))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        told -> assertThat(told.problem())
                                .startsWith(file + ": cannot be read (too many levels of symbolic links"));
    }

    @Test
    void endsSoonWithAnyText() throws IOException {
        for (String piece : List.of("1", "(", "\"", "a.", "{\"x\":", ",name_value\"", "\\")) {
            assertThat(read(piece.repeat(1_000_000)))
                    .isInstanceOfAny(Unusable.class, Names.class)
                    .matches(list -> !(list instanceof Names(var names, var _)) || names.isEmpty());
        }
    }
}
