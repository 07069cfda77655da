package frontdoor.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import frontdoor.report.Cause;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener for those who run Frontdoor. It shares neither threads nor code with the data path, so that it answers also when that is
 * in trouble.
 *
 * <h2>Threads</h2>
 *
 * One virtual thread per request.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Serves {@code pages} by path.
     *
     * @throws IOException if the address cannot be bound: one line that says which, and why
     */
    public static AdminServer open(InetSocketAddress address, Map<String, AdminPage> pages) throws IOException {
        AdminServer admin = new AdminServer(bind(address));
        admin.server.setExecutor(admin.threads);
        admin.server.createContext("/", exchange -> admin.serve(exchange, pages));
        admin.server.start();
        log.atInfo()
                .addKeyValue("address", NetUtil.toSocketAddressString(admin.address()))
                .log("admin listener open");
        return admin;
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException refused) {
            String reason = Cause.inWords(refused);
            throw new IOException(
                    "cannot listen on admin.listen " + NetUtil.toSocketAddressString(address) + ": "
                            + (reason.contains("in use") ? "address in use" : reason),
                    refused);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(HttpExchange exchange, Map<String, AdminPage> pages) throws IOException {
        try (exchange) {
            AdminAnswer answer = RequestGate.refuse(exchange);
            if (answer == null) {
                AdminPage page = pages.get(exchange.getRequestURI().getPath());
                answer = page == null
                        ? AdminAnswer.text(404, "not found; here are " + String.join(" ", pages.keySet()) + "\n")
                        : page.answer(exchange.getRequestMethod());
            }
            write(exchange, answer);
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("an admin request failed");
        }
    }

    private static void write(HttpExchange exchange, AdminAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
