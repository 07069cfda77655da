package frontdoor.process;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx with one small page, as a real backend that keeps connections alive. */
final class NginxBackend {
    private NginxBackend() {}

    /** Skips the test where there is no nginx. */
    static ServerProcess start(Path directory) throws IOException {
        return start(directory, FreePort.take());
    }

    /** The same on this port: once more, for one that has ended. */
    static ServerProcess start(Path directory, int port) throws IOException {
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
        return ServerProcess.start(
                directory, port, "nginx", "-e", "stderr", "-p", directory.toString(), "-c", configuration.toString());
    }
}
