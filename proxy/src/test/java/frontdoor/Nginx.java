package frontdoor;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * nginx as a backend: {@code /} is a page, {@code /files/} keeps what is PUT there, {@code /sink} takes a whole body and answers after
 * it, {@code /early} answers before.
 */
final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    private static String configured(Path directory, int port) {
        return """
            daemon off;
            master_process off;
            pid %1$s/pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_max_body_size 0;
                client_body_temp_path %1$s/bodies;
                proxy_temp_path %1$s/proxied;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d;
                    location / { return 200 "a page of nginx\\n"; }
                    location /files/ { root %1$s; dav_methods PUT; create_full_put_path on; }
                    location /sink { proxy_pass http://127.0.0.1:%2$d/; }
                    location /early { return 200 "early\\n"; }
                }
            }
            """.formatted(directory, port);
    }

    /** Starts one whose files are all in {@code directory}; skips the test where there is none. */
    static Nginx open(Path directory) throws IOException {
        Program nginx = Program.named("nginx");
        int port = FreePort.take();
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configured(directory, port));
        List<String> command = nginx.command(List.of(
                "-p",
                directory.toString(),
                "-e",
                directory.resolve("error.log").toString(),
                "-c",
                configuration.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return new Nginx(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
