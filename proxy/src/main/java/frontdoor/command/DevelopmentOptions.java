package frontdoor.command;

import frontdoor.development.DevelopmentPorts;
import frontdoor.development.UserStateDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that serve without a configuration file. */
final class DevelopmentOptions {
    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "8080",
            description = "Where plaintext is redirected; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "8443",
            description = "Where TLS is served; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int httpsPort;

    @Option(
            names = "--state-directory",
            paramLabel = "DIR",
            description =
                    "Where the development authority is kept, in development/. Default: /var/lib/frontdoor where it is"
                            + " there and writable, else frontdoor in $XDG_STATE_HOME or ~/.local/state.")
    private @Nullable Path stateDirectory;

    @Option(names = "--quiet", description = "Show no requests, and nothing of a backend that is down.")
    private boolean quiet;

    /** Whether nothing but the greeting is to be shown. */
    boolean quiet() {
        return quiet;
    }

    /** The ports asked for, those left open picked. */
    DevelopmentPorts ports() {
        return DevelopmentPorts.pick(httpPort, httpsPort);
    }

    /** The state directory asked for, or else the one of this user; absolute. */
    Path stateDirectory() {
        Path chosen = stateDirectory == null
                ? UserStateDirectory.find(System.getenv("XDG_STATE_HOME"), System.getProperty("user.home"))
                : stateDirectory;
        return chosen.toAbsolutePath().normalize();
    }
}
