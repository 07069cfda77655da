package frontdoor.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of {@code openssl s_client}, which asks the server to echo one line and to close. */
record OpensslClient(int exit, String output) {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    static OpensslClient connect(int port, String... arguments) throws IOException, InterruptedException {
        return run(port, "quit\n", "-ign_eof", arguments);
    }

    /** Asks for a renegotiation after the handshake, as s_client does at a line with a single R, and then for the echo. */
    static OpensslClient renegotiate(int port, String... arguments) throws IOException, InterruptedException {
        return run(port, "R\nquit\n", "-state", arguments);
    }

    private static OpensslClient run(int port, String lines, String option, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, option));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refusedEarly) {
            // The handshake failed before the lines were written; the output says why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("openssl does not end: " + output);
        }
        return new OpensslClient(process.exitValue(), output);
    }

    boolean succeeded() {
        return output.contains("\nquit\n");
    }

    /** The leaf the server sent, as PEM. */
    String leaf() {
        Matcher matcher = PEM.matcher(output);
        return matcher.find() ? matcher.group() : "";
    }

    boolean resumed() {
        return output.contains("Reused, TLS");
    }
}
