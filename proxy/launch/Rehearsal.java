import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Run from its source, by rehearse.sh and inside the image build: starts the program as an operator would, with one site and a backend,
 * visits it over plaintext, HTTP/1.1 and HTTP/2, and ends it with SIGTERM, so that it can keep what its JVM learned.
 *
 * <p>Arguments: an empty directory, then the command that runs the program, to which {@code run FILE} is added.
 */
final class Rehearsal {
    private static final int VISITS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Path log = directory.resolve("log");
        writeCertificate(directory);
        HttpServer backend = openBackend();
        // Any ports: the usual ones may be those of a front door that starts meanwhile.
        Files.writeString(directory.resolve("frontdoor.conf"), """
                frontdoor {
                  listen { plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"], public-tls-port = 8443 }
                  admin.listen = "127.0.0.1:0"
                  state-directory = "state"
                  sites.rehearsal {
                    hosts = ["localhost"]
                    certificate { chain = "chain.pem", key = "key.pem" }
                    hsts { max-age = 1d }
                    backend = "http://127.0.0.1:%d"
                  }
                }
                """.formatted(backend.getAddress().getPort()));
        List<String> command = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        command.addAll(List.of("run", directory.resolve("frontdoor.conf").toString()));
        Process program = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile())
                .start();
        // Also when this is ended from outside.
        Runtime.getRuntime().addShutdownHook(new Thread(program::destroyForcibly));
        try {
            awaitOpen(program, log);
            visit(HttpClient.Version.HTTP_1_1, port(log, "HTTP"), port(log, "TLS"));
            visit(HttpClient.Version.HTTP_2, port(log, "HTTP"), port(log, "TLS"));
            program.destroy();
            if (!program.waitFor(15, TimeUnit.MINUTES) || program.exitValue() != 0) {
                throw new IOException("the program did not end well");
            }
        } catch (IOException failed) {
            System.err.println(Files.readString(log));
            throw failed;
        } finally {
            program.destroyForcibly();
            backend.stop(0);
        }
    }

    /** At most fifteen minutes: a busy machine takes its time, above all for what has the lowest priority. */
    private static void awaitOpen(Process program, Path log) throws Exception {
        for (int i = 0; !Files.readString(log).contains("the front door is open"); i++) {
            if (!program.isAlive() || i == 9000) {
                throw new IOException("the program did not start");
            }
            Thread.sleep(100);
        }
    }

    private static int port(Path log, String speaks) throws IOException {
        Matcher line = Pattern.compile("listening .*port=\"(\\d+)\" speaks=\"" + speaks + "\"").matcher(Files.readString(log));
        if (!line.find()) {
            throw new IOException("nothing listens for " + speaks);
        }
        return Integer.parseInt(line.group(1));
    }

    /** One that signed itself, in PEM; a JDK's own keytool makes it, since nothing else is sure to be in the build's base. */
    private static void writeCertificate(Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", "it", "-dname", "CN=localhost",
                        "-ext", "san=dns:localhost", "-validity", "2", "-keystore", store.toString(), "-storepass", "rehearsal")
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
        char[] password = "rehearsal".toCharArray();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        Files.writeString(directory.resolve("chain.pem"), pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
        Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", keys.getKey("it", password).getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static HttpServer openBackend() throws IOException {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            // An absolute redirect and a cookie, as legacy applications send them: both are mended on the way.
            exchange.getResponseHeaders().add("Location", "http://localhost:8080/there");
            exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
            byte[] page = "a page\n".repeat(100).getBytes();
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        backend.start();
        return backend;
    }

    private static void visit(HttpClient.Version version, int plaintext, int tls) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustAnyone()}, new SecureRandom());
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting)
                .version(version)
                .connectTimeout(PATIENCE)
                .build()) {
            ask(client, get("http://localhost:" + plaintext + "/a?b=c"), 301);
            String site = "https://localhost:" + tls;
            for (int i = 0; i < VISITS; i++) {
                ask(client, get(site + "/"), 200);
                ask(client, get(site + "/chunked"), 200);
                ask(client, get(site + "/").POST(HttpRequest.BodyPublishers.ofString("a form")), 200);
            }
        }
    }

    private static HttpRequest.Builder get(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private static void ask(HttpClient client, HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
        if (answer.statusCode() != status) {
            throw new IOException(answer + " is not " + status);
        }
    }

    /** The certificate was made a moment ago, and nothing secret is sent. */
    private static final class TrustAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
