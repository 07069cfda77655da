package frontdoor;

import frontdoor.config.AdminConfig;
import frontdoor.config.ConfigLoader;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ListenAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Talks to the admin listener of a running process. */
final class AdminClient {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RELOAD_TIMEOUT_MILLIS = 60_000;

    private static final ListenAddress DEFAULT = new ListenAddress(Optional.of(InetAddress.getLoopbackAddress()), 9901);

    private AdminClient() {}

    /** Asks for {@code path}; prints the answer and returns the exit code. */
    static int ask(Path file, String method, String path, Terminal terminal) {
        InetSocketAddress address = address(file);
        if (address == null) {
            terminal.err().println("frontdoor: admin.listen is off, so the running process cannot be asked");
            return ExitCode.PROBLEMS;
        }
        String host = address.getAddress().getHostAddress();
        String authority = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + authority + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Frontdoor-Admin", "1");
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(method.equals("POST") ? RELOAD_TIMEOUT_MILLIS : TIMEOUT_MILLIS);
            boolean good = connection.getResponseCode() == 200;
            try (var body = good ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                (good ? terminal.out() : terminal.err()).print(text);
                (good ? terminal.out() : terminal.err()).flush();
            }
            return good ? ExitCode.GOOD : ExitCode.PROBLEMS;
        } catch (IOException failed) {
            terminal.err()
                    .println("frontdoor: nobody answers on the admin listener " + authority + " (" + failed.getMessage()
                            + ")");
            return ExitCode.PROBLEMS;
        }
    }

    /** Where the process listens by its configuration, or by default if that cannot be read: health is asked for in bad times too. */
    private static @Nullable InetSocketAddress address(Path file) {
        AdminConfig admin =
                ConfigLoader.salvage(file).map(FrontdoorConfig::admin).orElse(new AdminConfig.Open(DEFAULT));
        return switch (admin) {
            case AdminConfig.Off() -> null;
            case AdminConfig.Open(var listen) -> listen.toSocketAddress();
        };
    }
}
