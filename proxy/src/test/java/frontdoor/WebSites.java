package frontdoor;

import frontdoor.tls.PemPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * Web servers of any quality on ports of this machine, and the options that let a command take them for the servers of real names. What
 * is not served here refuses connections.
 */
public final class WebSites implements AutoCloseable {
    public static final String POLICY = "max-age=31536000; includeSubDomains; preload";

    private final Map<String, ServerSocket> servers = new LinkedHashMap<>();
    private final Path authority;

    /** What a server does with a connection. */
    public interface Conduct {
        void serve(Socket client) throws IOException;
    }

    /** {@code directory} is for the file of the authority. */
    public WebSites(Path directory) throws IOException {
        authority = directory.resolve("authority.pem");
        Files.writeString(authority, PemPair.of("any.test").authority());
    }

    /** Answers with what becomes of each path, in the clear. */
    public WebSites http(String host, UnaryOperator<String> answers) throws IOException {
        return serve(host + ":80", plaintext(), answering(answers));
    }

    public static ServerSocket plaintext() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Answers with what becomes of each path, over TLS with a good certificate. */
    WebSites https(String host, UnaryOperator<String> answers) throws IOException {
        return https(host, PemPair.of(host), _ -> {}, answering(answers));
    }

    WebSites https(String host, PemPair pair, Consumer<SSLParameters> tls, Conduct conduct) throws IOException {
        SSLServerSocket server = (SSLServerSocket) pair.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = server.getSSLParameters();
        tls.accept(parameters);
        server.setSSLParameters(parameters);
        return serve(host + ":443", server, conduct);
    }

    /** Whatever listens there, in place of what listened before. */
    public WebSites serve(String hostAndPort, ServerSocket server, Conduct conduct) throws IOException {
        without(hostAndPort);
        servers.put(hostAndPort, server);
        Thread.ofVirtual().start(() -> accept(server, conduct));
        return this;
    }

    WebSites without(String hostAndPort) throws IOException {
        ServerSocket before = servers.remove(hostAndPort);
        if (before != null) {
            before.close();
        }
        return this;
    }

    private static void accept(ServerSocket server, Conduct conduct) {
        while (true) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        conduct.serve(client);
                    } catch (IOException _) {
                        // A client may leave when it likes.
                    }
                });
            } catch (IOException _) {
                return;
            }
        }
    }

    public static Conduct answering(UnaryOperator<String> answers) {
        return client -> {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            String path = line == null ? "" : line.split(" ")[1];
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            OutputStream out = client.getOutputStream();
            out.write(answers.apply(path).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        };
    }

    public static String ok(String... hsts) {
        return head("200 OK", hsts) + "Content-Length: 2\r\n\r\nok";
    }

    public static String redirect(String location, String... hsts) {
        return head("301 Moved Permanently", hsts) + "Location: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static String head(String status, String... hsts) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String value : hsts) {
            head.append("Strict-Transport-Security: ").append(value).append("\r\n");
        }
        return head.toString();
    }

    /** {@code example.com} with everything that a preload list demands. */
    public WebSites good() throws IOException {
        return http("example.com", path -> redirect("https://example.com" + path))
                .https("example.com", path -> ok(POLICY))
                .https("www.example.com", path -> redirect("https://example.com" + path, POLICY));
    }

    /** The same with this header on every answer. */
    public WebSites sending(String... hsts) throws IOException {
        return good().https("example.com", path -> ok(hsts));
    }

    /** The options that lead here. */
    public List<String> options() {
        List<String> options = new ArrayList<>(List.of("--ca", authority.toString()));
        servers.forEach(
                (name, server) -> options.addAll(List.of("--resolve", name + ":127.0.0.1:" + server.getLocalPort())));
        // Nothing listens on port 1.
        options.addAll(List.of("--resolve", "*:80:127.0.0.1:1", "--resolve", "*:443:127.0.0.1:1"));
        return options;
    }

    Path authority() {
        return authority;
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers.values()) {
            server.close();
        }
    }
}
