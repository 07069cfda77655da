package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another proxy that does the same job with one worker, to be measured beside the front door: its process and its TLS port. */
record OtherProxy(String name, Process process, int tlsPort) implements AutoCloseable {
    private static final String POLICY = "max-age=300";

    static OtherProxy nginx(Path directory, SiteFiles site, int backend) throws IOException {
        int port = FreePort.take();
        Path file = Files.writeString(
                directory.resolve("nginx.conf"), """
                daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log stderr crit;
                worker_rlimit_nofile 20000;
                events { worker_connections 16000; }
                http {
                  access_log off; keepalive_timeout 600; keepalive_requests 1000000000; proxy_request_buffering off;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  ssl_session_cache shared:s:20m; ssl_protocols TLSv1.2 TLSv1.3;
                  upstream b { server 127.0.0.1:%1$d; keepalive 256; }
                  server {
                    listen 127.0.0.1:%2$d ssl http2 backlog=4096;
                    ssl_certificate %3$s; ssl_certificate_key %4$s;
                    add_header Strict-Transport-Security "%5$s" always;
                    location / { proxy_pass http://b; proxy_http_version 1.1; proxy_set_header Connection ""; }
                  }
                }
                """.formatted(backend, port, site.chain(), site.key(), POLICY));
        return start(
                "nginx",
                directory,
                port,
                List.of("/usr/sbin/nginx", "-e", "stderr", "-p", directory.toString(), "-c", file.toString()));
    }

    static OtherProxy haproxy(Path directory, SiteFiles site, int backend) throws IOException {
        int port = FreePort.take();
        Path pair = Files.writeString(
                directory.resolve("pair.pem"), Files.readString(site.chain()) + Files.readString(site.key()));
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                  nbthread 1
                  maxconn 12000
                  no strict-limits
                  ssl-default-bind-options ssl-min-ver TLSv1.2
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 600s
                  timeout server 60s
                  http-reuse always
                frontend tls
                  bind 127.0.0.1:%1$d backlog 4096 ssl crt %2$s alpn h2,http/1.1
                  http-response set-header Strict-Transport-Security "%3$s"
                  default_backend b
                backend b
                  server s1 127.0.0.1:%4$d
                """.formatted(port, pair, POLICY, backend));
        return start("haproxy", directory, port, List.of("/usr/sbin/haproxy", "-db", "-f", file.toString()));
    }

    private static OtherProxy start(String name, Path directory, int port, List<String> command) throws IOException {
        Path said = directory.resolve("said.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        OtherProxy proxy = new OtherProxy(name, process, port);
        await().atMost(20, TimeUnit.SECONDS).until(() -> proxy.answers() || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        return proxy;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Memory that only this process holds, and its part of what it shares, in KiB. */
    long memoryKib() {
        return FrontdoorProcess.memoryKib(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
