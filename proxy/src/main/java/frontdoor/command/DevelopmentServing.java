package frontdoor.command;

import frontdoor.config.FrontdoorConfig;
import frontdoor.development.DevelopmentDoor;
import frontdoor.development.DevelopmentGreeting;
import frontdoor.development.DevelopmentPorts;
import frontdoor.development.DevelopmentSite;
import frontdoor.development.Preparation;
import frontdoor.files.FilesRead;
import frontdoor.serve.CannotStartException;
import frontdoor.serve.ExitCode;
import frontdoor.serve.Obstacle;
import frontdoor.serve.Serving;
import frontdoor.serve.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The common part of {@code demo} and {@code proxy}: they serve one site with a development certificate until a signal
 * ends it.
 */
final class DevelopmentServing {
    private DevelopmentServing() {}

    /**
     * Serves, and returns the exit code.
     *
     * @param behind what stands behind the site, for people
     * @param opened hears when clients can come, and where
     */
    static int serve(
            DevelopmentSite site,
            DevelopmentOptions options,
            String behind,
            Terminal terminal,
            Consumer<DevelopmentPorts> opened) {
        DevelopmentPorts ports = options.ports();
        return switch (new DevelopmentDoor(site, ports, options.stateDirectory()).prepare()) {
            case Preparation.Misused(List<String> problems) -> {
                problems.forEach(terminal::tell);
                yield ExitCode.USAGE;
            }
            case Preparation.Unwritable(String problem) -> {
                terminal.err().println("frontdoor: " + problem);
                yield ExitCode.CANNOT_START;
            }
            case Preparation.Ready(FrontdoorConfig config, Path authority) -> {
                DevelopmentGreeting greeting = new DevelopmentGreeting(site, ports, authority, behind);
                Start start = new Start(Path.of(site.name()), FilesRead.NONE, config, false, !options.quiet(), false);
                if (!options.quiet()) {
                    terminal.err().println("frontdoor: opening");
                }
                Serving serving = new Serving();
                yield serving.open(start, terminal.err(), refused -> inOptions(refused, ports))
                        .orElseGet(() -> serving.untilItsEnd(_ -> {
                            opened.accept(ports);
                            greeting.lines().forEach(terminal.out()::println);
                        }));
            }
        };
    }

    /** Nobody has seen keys of a configuration here: what helps is an option. */
    private static String inOptions(CannotStartException refused, DevelopmentPorts ports) {
        return switch (refused.obstacle()) {
            case Obstacle.PortTaken(var address, boolean tls) ->
                "frontdoor: cannot listen on " + address + ": address in use; choose another with "
                        + (tls ? "--https-port" : "--http-port");
            case Obstacle.StateInUse(String holder) ->
                "frontdoor: another demo or proxy (" + holder + ") serves https port " + ports.https()
                        + "; end it, or choose --https-port and --http-port";
            case Obstacle.Other _ -> refused.lines();
        };
    }
}
