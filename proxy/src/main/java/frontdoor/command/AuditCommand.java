package frontdoor.command;

import frontdoor.audit.Audit;
import frontdoor.audit.AuditJson;
import frontdoor.audit.AuditOptions;
import frontdoor.audit.AuditOptions.Demands;
import frontdoor.audit.AuditReport;
import frontdoor.audit.AuditText;
import frontdoor.http.Authority;
import frontdoor.idna.Idna;
import frontdoor.report.Level;
import frontdoor.serve.ExitCode;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor audit}: what any server tells browsers, and what is wrong with it. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Ask any server what browsers ask, and judge its redirects, its HSTS header and its certificate.",
            "Exit code 1 on any error. It ends within six times --timeout, whatever the server does."
        })
final class AuditCommand implements Callable<Integer> {
    private static final String HTTP = "http://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^/@\\]]*]|[^/@:]+)(?::(\\d{0,5}))?");

    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "https://HOST[:PORT]",
            description = "The host; also without https://. The port is 443 where none is given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @Option(
            names = "--preload",
            description = "Judge whether the host can enter a preload list; else what only lists demand is a note.")
    private boolean preload;

    @Option(
            names = "--old-entry",
            description =
                    "The same for a host that entered the list before October 2017: 18 weeks of max-age are enough.")
    private boolean oldEntry;

    @Option(names = "--removal", description = "Judge whether the host can be taken off a preload list.")
    private boolean removal;

    /** What it asked for is what happens. */
    @Option(names = "--no-preload", hidden = true)
    @SuppressWarnings("unused") // Scripts may still say so.
    private boolean noPreload;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Authority asked = asked();
        int port = asked.port() == Authority.NO_PORT ? HTTPS_PORT : asked.port();
        AuditOptions options = new AuditOptions(port, network.open(), demands(port));
        AuditReport report = Audit.of(asked.host(), options, InstantSource.system());
        if (json) {
            terminal.out().println(AuditJson.of(report));
        } else {
            AuditText.of(report, terminal.paint()).forEach(terminal.out()::println);
        }
        return report.count(Level.ERROR) > 0 ? ExitCode.PROBLEMS : ExitCode.GOOD;
    }

    private Demands demands(int port) {
        boolean list = preload || oldEntry;
        if (list && removal) {
            throw new ParameterException(spec.commandLine(), "--removal goes without --preload and --old-entry");
        }
        if ((list || removal) && port != HTTPS_PORT) {
            throw new ParameterException(spec.commandLine(), "preload lists look at port 443 only, not at " + port);
        }
        if (removal) {
            return Demands.REMOVAL;
        }
        return oldEntry ? Demands.PRELOAD_OLD_ENTRY : preload ? Demands.PRELOAD : Demands.BROWSERS;
    }

    /** The host as browsers ask for it, whether it is one or not, and its port if one is given. */
    private Authority asked() {
        if (url.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            String secure = "https://" + url.substring(HTTP.length()).replaceFirst(":80(/?)$", "$1");
            throw new ParameterException(
                    spec.commandLine(), "write " + secure + "; port " + HTTP_PORT + " is asked anyway");
        }
        String rest = url.regionMatches(true, 0, "https://", 0, 8) ? url.substring(8) : url;
        Matcher parts = HOST_AND_PORT.matcher(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
        String digits = parts.matches() ? parts.group(2) : null;
        int port = digits == null || digits.isEmpty() ? Authority.NO_PORT : Integer.parseInt(digits);
        if (!parts.matches() || port == 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + url + "' is not https://HOST or https://HOST:PORT; write it without path and user name");
        }
        return new Authority(Idna.ofTyped(parts.group(1)).toLowerCase(Locale.ROOT), port);
    }
}
