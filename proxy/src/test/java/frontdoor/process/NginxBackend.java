package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx with one small page, as a real backend that keeps connections alive. */
record NginxBackend(Process process, int port) implements AutoCloseable {
    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/nginx"));
    }

    static NginxBackend start(Path directory) throws IOException {
        return start(directory, FreePort.take());
    }

    /** The same on this port: once more, for one that has ended. */
    static NginxBackend start(Path directory, int port) throws IOException {
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log stderr crit;
                events { worker_connections 1024; }
                http {
                  access_log off; keepalive_requests 1000000000;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server { listen 127.0.0.1:%d; location / { return 200 "%s"; } }
                }
                """.formatted(port, "x".repeat(1024)));
        Process process = new ProcessBuilder(
                        "/usr/sbin/nginx", "-e", "stderr", "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        NginxBackend nginx = new NginxBackend(process, port);
        await().atMost(20, TimeUnit.SECONDS).until(() -> nginx.answers() || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(directory.resolve("nginx.log")))
                .isTrue();
        return nginx;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
