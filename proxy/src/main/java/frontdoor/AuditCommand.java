package frontdoor;

import frontdoor.audit.Audit;
import frontdoor.audit.AuditJson;
import frontdoor.audit.AuditOptions;
import frontdoor.audit.AuditOptions.Demands;
import frontdoor.audit.AuditReport;
import frontdoor.audit.AuditText;
import frontdoor.report.Level;
import java.net.IDN;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "https://HOST", description = "The host; also without https://.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @ArgGroup
    private Measure measure = new Measure();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** At most one of these. */
    private static final class Measure {
        @Option(names = "--removal", description = "Judge whether the host can be taken off a preload list.")
        private boolean removal;

        @Option(names = "--no-preload", description = "Leave out what only preload lists demand.")
        private boolean noPreload;

        @Option(
                names = "--old-entry",
                description = "The host entered the list before October 2017: 18 weeks of max-age are enough.")
        private boolean oldEntry;

        Demands demands() {
            if (removal) {
                return Demands.REMOVAL;
            }
            if (noPreload) {
                return Demands.NO_LIST;
            }
            return oldEntry ? Demands.PRELOAD_OLD_ENTRY : Demands.PRELOAD;
        }
    }

    @Override
    public Integer call() {
        AuditOptions options = new AuditOptions(network.open(), measure.demands());
        AuditReport report = Audit.of(host(), options, InstantSource.system());
        if (json) {
            terminal.out().println(AuditJson.of(report));
        } else {
            AuditText.of(report, terminal.paint()).forEach(terminal.out()::println);
        }
        return report.count(Level.ERROR) > 0 ? ExitCode.PROBLEMS : ExitCode.GOOD;
    }

    /** The host as browsers ask for it, whether it is one or not. */
    private String host() {
        String rest = url.regionMatches(true, 0, "https://", 0, 8) ? url.substring(8) : url;
        String host = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        boolean address = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || host.contains("/") || host.contains("@") || !address && host.contains(":")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + url + "' is not https://HOST; write it without port, path and user name");
        }
        return aLabels(host).toLowerCase(Locale.ROOT);
    }

    private static String aLabels(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException _) {
            return host;
        }
    }
}
