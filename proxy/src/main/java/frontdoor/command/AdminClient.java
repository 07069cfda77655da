package frontdoor.command;

import frontdoor.admin.AdminPages;
import frontdoor.report.Cause;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to the admin listener of a running process. */
final class AdminClient {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RELOAD_TIMEOUT_MILLIS = 60_000;
    /** Octets; the largest page has some hundred thousand. */
    private static final int MAX_ANSWER = 16 << 20;

    private final String authority;
    private final AdminWay way;
    private final Terminal terminal;

    private AdminClient(InetSocketAddress address, AdminWay way, Terminal terminal) {
        this.way = way;
        this.authority = NetUtil.toSocketAddressString(address);
        this.terminal = terminal;
    }

    /** The answer of the admin listener. */
    private record Reply(int status, String text) {
        /** Whoever answers there: no terminal is to obey it. */
        String harmless() {
            return text.replaceAll("[\\p{Cc}&&[^\n\t]]", "?");
        }
    }

    /** Gets {@code page}; prints the answer and returns the exit code. Whoever answers: within a few seconds. */
    static int ask(ConfigFileArgument file, String page, Terminal terminal) {
        return switch (AdminAddress.of(file)) {
            case AdminAddress.Open(var address, var way) -> new AdminClient(address, way, terminal).ask("GET", page);
            case AdminAddress.Assumed(var address, var problems) -> {
                int broken = terminal.refuse(problems);
                int answer = new AdminClient(address, AdminWay.PLAIN, terminal).ask("GET", page);
                // Whether the process lives does not hang on its file; but that it is the one of this file is a guess.
                yield file.isGiven() ? broken : answer;
            }
            case AdminAddress.Off _, AdminAddress.NoFile _ -> cannotAsk(file, terminal);
        };
    }

    /** Has the process read its files again, if {@code file} is among them; prints the outcome and returns the exit code. Within a minute. */
    static int reload(ConfigFileArgument file, Terminal terminal) {
        return switch (AdminAddress.of(file)) {
            case AdminAddress.Open(var address, var way) ->
                new AdminClient(address, way, terminal).reload(file, List.of());
            case AdminAddress.Assumed(var address, var problems) ->
                new AdminClient(address, AdminWay.PLAIN, terminal).reload(file, problems);
            case AdminAddress.Off _, AdminAddress.NoFile _ -> cannotAsk(file, terminal);
        };
    }

    /**
     * Has the process that runs {@code file} do what {@code page} says; prints the outcome and returns the exit code. Empty where none can be
     * asked. Within a minute.
     */
    static OptionalInt change(ConfigFileArgument file, String page, Terminal terminal) {
        return switch (AdminAddress.of(file)) {
            case AdminAddress.Open(var address, var way) -> new AdminClient(address, way, terminal).change(file, page);
            case AdminAddress.Assumed(var address, var _) ->
                new AdminClient(address, AdminWay.PLAIN, terminal).change(file, page);
            case AdminAddress.Off _, AdminAddress.NoFile _ -> OptionalInt.empty();
        };
    }

    private OptionalInt change(ConfigFileArgument file, String page) {
        return running()
                        .filter(path -> !file.isGiven() || isSame(path, file.path()))
                        .isPresent()
                ? OptionalInt.of(ask("POST", page))
                : OptionalInt.empty();
    }

    private static int cannotAsk(ConfigFileArgument file, Terminal terminal) {
        terminal.err()
                .println(
                        Files.notExists(file.path())
                                ? file.path() + ": no such file"
                                : "frontdoor: admin.listen is off, so the running process cannot be asked");
        return ExitCode.PROBLEMS;
    }

    /** The process tells of the problems of its own file itself; of another file's, {@code problems}, it knows nothing. */
    private int reload(ConfigFileArgument file, List<Problem> problems) {
        Optional<Path> running = running();
        boolean own = running.isPresent() && isSame(running.get(), file.path());
        if (file.isGiven() && running.isPresent() && !own) {
            terminal.err()
                    .println("frontdoor: the process on " + authority + " runs " + running.get() + ", not "
                            + file.path());
            return terminal.refuse(problems);
        }
        if (!own) {
            terminal.refuse(problems);
        }
        int answer = ask("POST", AdminPages.RELOAD);
        return problems.isEmpty() ? answer : ExitCode.PROBLEMS;
    }

    /** The file that the process says it runs; empty if it does not say. */
    private Optional<Path> running() {
        try {
            Reply reply = within(TIMEOUT_MILLIS, () -> fetch("GET", AdminPages.FILE, TIMEOUT_MILLIS));
            return reply.status() == 200 ? Optional.of(Path.of(reply.harmless().strip())) : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            // Whoever is asked to reload next tells why.
            return Optional.empty();
        }
    }

    private static boolean isSame(Path running, Path named) {
        try {
            return Files.isSameFile(running, named);
        } catch (IOException _) {
            return running.normalize().equals(named.toAbsolutePath().normalize());
        }
    }

    private int ask(String method, String page) {
        int patience = method.equals("POST") ? RELOAD_TIMEOUT_MILLIS : TIMEOUT_MILLIS;
        try {
            Reply reply = within(patience, () -> fetch(method, page, patience));
            PrintWriter out = reply.status() == 200 ? terminal.out() : terminal.err();
            out.print(reply.harmless());
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

    private Reply fetch(String method, String path, int patience) throws IOException {
        HttpURLConnection connection = way.open(authority, path);
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
}
