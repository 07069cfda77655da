package frontdoor.process;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another proxy that does the same job with one worker, to be measured beside the front door: a server that answers on a TLS port. */
record OtherProxy(String name, ServerProcess server) implements AutoCloseable {
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
        return new OtherProxy(
                "nginx",
                ServerProcess.start(
                        directory, port, "nginx", "-e", "stderr", "-p", directory.toString(), "-c", file.toString()));
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
        return new OtherProxy("haproxy", ServerProcess.start(directory, port, "haproxy", "-db", "-f", file.toString()));
    }

    int tlsPort() {
        return server.port();
    }

    /** Memory that only this process holds, and its part of what it shares, in KiB. */
    long memoryKib() {
        return FrontdoorProcess.memoryKib(server.process().pid());
    }

    @Override
    public void close() {
        server.close();
    }
}
