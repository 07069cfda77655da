package frontdoor.development;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import frontdoor.report.Problem;
import frontdoor.report.UnusableDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The front door of {@code demo} and {@code proxy}: with a development certificate and without a file.
 *
 * <p>Its configuration is written as text, so that it goes the same way as an operator's.
 */
public final class DevelopmentDoor {
    private final DevelopmentSite site;
    private final DevelopmentPorts ports;
    private final Path stateDirectory;
    private final DevelopmentAuthority authority;

    /**
     * @param stateDirectory where the authority is kept, and the ledger beside it: a promise made while trying out binds no configuration in
     *     earnest that has the same state directory
     */
    public DevelopmentDoor(DevelopmentSite site, DevelopmentPorts ports, Path stateDirectory) {
        this.site = site;
        this.ports = ports;
        this.stateDirectory = stateDirectory;
        this.authority = new DevelopmentAuthority(stateDirectory, InstantSource.system());
    }

    /** Reads the configuration, and makes the certificate where none is there. Blocks on files and names. */
    public Preparation prepare() {
        if (UnusableDirectory.isNone(stateDirectory)) {
            return unwritable(new NotDirectoryException(stateDirectory.toString()));
        }
        // By port, so that two front doors that try out two applications do not meet in one ledger.
        Path ledger = authority.directory().resolve("port-" + ports.https());
        String text = site.toHocon(ports, authority.chainFile(), authority.keyFile(), ledger);
        return switch (ConfigLoader.parse(site.name(), text)) {
            case ConfigResult.Rejected(var problems, var _) ->
                new Preparation.Misused(problems.stream()
                        .map(DevelopmentDoor::inOptions)
                        .distinct()
                        .toList());
            case ConfigResult.Loaded(FrontdoorConfig config, var _) ->
                ports.optionOfOwn(URI.create(site.backend()))
                        .<Preparation>map(
                                option -> new Preparation.Misused(List.of("--to: " + site.backend() + " is where this "
                                        + site.name() + " itself listens; choose another port with " + option)))
                        .orElseGet(() -> withCertificate(config));
        };
    }

    private Preparation withCertificate(FrontdoorConfig config) {
        return switch (authority.prepare(List.of(site.host()))) {
            case DevelopmentLoading.Ready ready -> new Preparation.Ready(config, ready.authority());
            case DevelopmentLoading.Unwritable(var failed) -> unwritable(failed);
        };
    }

    private Preparation unwritable(IOException failed) {
        return new Preparation.Unwritable(UnusableDirectory.inWords(stateDirectory, failed, "--state-directory"));
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
