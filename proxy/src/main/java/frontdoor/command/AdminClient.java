package frontdoor.command;

import frontdoor.config.AdminConfig;
import frontdoor.config.ConfigLoader;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ListenAddress;
import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Talks to the admin listener of a running process. */
final class AdminClient {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RELOAD_TIMEOUT_MILLIS = 60_000;
    /** Octets; the largest page has some hundred thousand. */
    private static final int MAX_ANSWER = 16 << 20;

    private static final ListenAddress DEFAULT = new ListenAddress(Optional.of(InetAddress.getLoopbackAddress()), 9901);

    private AdminClient() {}

    /** The answer of the admin listener. */
    private record Reply(int status, String text) {}

    /** Asks for {@code path}; prints the answer and returns the exit code. Whoever answers: within a few seconds, a minute for POST. */
    static int ask(Path file, String method, String path, Terminal terminal) {
        InetSocketAddress address = address(file);
        if (address == null) {
            terminal.err().println("frontdoor: admin.listen is off, so the running process cannot be asked");
            return ExitCode.PROBLEMS;
        }
        String authority = NetUtil.toSocketAddressString(address);
        int patience = method.equals("POST") ? RELOAD_TIMEOUT_MILLIS : TIMEOUT_MILLIS;
        try {
            Reply reply = within(patience, () -> fetch(authority, method, path, patience));
            PrintWriter out = reply.status() == 200 ? terminal.out() : terminal.err();
            // Whoever answers there: no terminal is to obey it.
            out.print(reply.text().replaceAll("[\\p{Cc}&&[^\n\t]]", "?"));
            out.flush();
            return reply.status() == 200 ? ExitCode.GOOD : ExitCode.PROBLEMS;
        } catch (IOException failed) {
            terminal.err()
                    .println("frontdoor: nobody answers on the admin listener " + authority + " ("
                            + Cause.inWords(failed) + ")");
            return ExitCode.PROBLEMS;
        }
    }

    /** On a thread of its own, which is left behind: what another program answers on that port may trickle for ever. */
    private static Reply within(int millis, Callable<Reply> question) throws IOException {
        FutureTask<Reply> asked = new FutureTask<>(question);
        Thread.ofPlatform().daemon().name("admin-client").start(asked);
        try {
            return asked.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new SocketTimeoutException("no whole answer in " + millis / 1000 + " s");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted");
        }
    }

    private static Reply fetch(String authority, String method, String path, int patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + authority + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Frontdoor-Admin", "1");
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        int status = connection.getResponseCode();
        try (var body = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] octets = body == null ? new byte[0] : body.readNBytes(MAX_ANSWER + 1);
            if (status / 100 == 3 || octets.length > MAX_ANSWER) {
                throw new ProtocolException("what answers there is not Frontdoor");
            }
            return new Reply(status, new String(octets, StandardCharsets.UTF_8));
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
