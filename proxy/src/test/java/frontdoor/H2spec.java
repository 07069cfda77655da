package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The conformance suite h2spec 2.2.0, of RFC 7540; the build puts the archive it travels in under {@code target}. */
public final class H2spec {
    /** How many cases there are, the strict ones included. */
    public static final int CASES = 146;

    private static final Path ARCHIVE = Path.of("target", "h2spec", "h2spec.jar");
    private static final String ENTRY = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

    private H2spec() {}

    /** One case, told by where it stands in the RFC, what it does, and what went wrong if anything did. */
    public record Case(String text, boolean failed) {
        private static Case of(Element test) {
            boolean failed = test.getElementsByTagName("failure").getLength() > 0
                    || test.getElementsByTagName("error").getLength() > 0;
            return new Case(
                    test.getAttribute("package") + " " + test.getAttribute("classname") + " " + test.getTextContent(),
                    failed);
        }
    }

    /** Runs every case against a TLS server on 127.0.0.1, which answers GET and POST of "/" with a body; files go to {@code directory}. */
    public static List<Case> run(Path directory, int port) throws Exception {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
        Path report = directory.resolve("report.xml");
        String command = unpack(directory) + " -h 127.0.0.1 -p " + port + " -t -k -S -o 3 -j " + report;
        Process process = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        NodeList nodes = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> Case.of((Element) nodes.item(i)))
                .toList();
    }

    private static Path unpack(Path directory) throws IOException, InterruptedException {
        Path packed = directory.resolve("h2spec.tar.gz");
        try (ZipFile jar = new ZipFile(ARCHIVE.toFile());
                InputStream entry = jar.getInputStream(jar.getEntry(ENTRY))) {
            Files.copy(entry, packed);
        }
        Process tar = new ProcessBuilder("tar", "xzf", packed.toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return directory.resolve("h2spec");
    }
}
