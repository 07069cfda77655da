package frontdoor;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.Problem;
import frontdoor.tls.DevelopmentAuthority;
import frontdoor.tls.DevelopmentLoading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * What {@code demo} and {@code proxy} have in common: a front door with a development certificate and without a file.
 *
 * <p>Its configuration is written as text, so that it goes the same way as an operator's.
 */
final class DevelopmentDoor {
    private final DevelopmentSite site;
    private final DevelopmentPorts ports;
    private final Path stateDirectory;
    private final DevelopmentAuthority authority;

    DevelopmentDoor(DevelopmentSite site, DevelopmentOptions options) {
        this.site = site;
        this.ports = options.ports();
        this.stateDirectory = options.stateDirectory();
        this.authority = new DevelopmentAuthority(stateDirectory, InstantSource.system());
    }

    /**
     * Serves until a signal ends it.
     *
     * @param behind what stands behind the site, for people
     * @return the exit code
     */
    int serve(String behind, PrintWriter out, PrintWriter err) {
        return switch (load()) {
            case ConfigResult.Rejected(var problems, var _) -> {
                problems.stream()
                        .map(DevelopmentDoor::inOptions)
                        .distinct()
                        .forEach(problem -> err.println("frontdoor " + site.name() + ": " + problem));
                yield ExitCode.USAGE;
            }
            case ConfigResult.Loaded(FrontdoorConfig config, var _) -> {
                try {
                    Path authorityFile = prepareCertificate();
                    DevelopmentGreeting greeting = new DevelopmentGreeting(site, ports, authorityFile, behind);
                    yield Serving.serve(
                            start(config), err, _ -> greeting.lines().forEach(out::println));
                } catch (CannotStartException refused) {
                    err.println(refused.getMessage());
                    yield refused.exitCode();
                }
            }
        };
    }

    private ConfigResult load() {
        String text = site.toHocon(ports, authority.chainFile(), authority.keyFile(), stateDirectory);
        return ConfigLoader.parse(site.name(), text);
    }

    private Start start(FrontdoorConfig config) {
        return new Start(Path.of(site.name()), Set.of(), config, false);
    }

    /** Makes the certificate where none is there, and returns the file of its authority. */
    private Path prepareCertificate() throws CannotStartException {
        StateDirectory.prepare(stateDirectory);
        return switch (authority.prepare(List.of(site.host()))) {
            case DevelopmentLoading.Ready ready -> ready.authority();
            case DevelopmentLoading.Unwritable(String problem) ->
                throw new CannotStartException(ExitCode.CANNOT_START, "frontdoor: " + problem);
        };
    }

    /** The problem in terms of the command line: nobody has seen the text it is about. */
    private static String inOptions(Problem problem) {
        String key = problem.key();
        String option = key.endsWith(".backend")
                ? "--to: "
                : key.contains(".hosts") ? "--host: " : key.startsWith("listen.") ? "--http-port, --https-port: " : "";
        return option + problem.text();
    }
}
