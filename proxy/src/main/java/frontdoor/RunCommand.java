package frontdoor;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FilesRead;
import frontdoor.config.FrontdoorConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code frontdoor run}: serve until a signal ends it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serve.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:ended by a signal",
            "1:the configuration has problems",
            "2:wrong usage",
            "3:it could not start for another reason: an address in use, no permission, a directory not writable",
            "4:an event loop was lost while it served; a supervisor should start it again"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Override
    public Integer call() {
        Path found = file.path();
        return switch (ConfigLoader.load(found)) {
            case ConfigResult.Rejected(var problems, var _) ->
                terminal.refuse(ConfigProblems.withCertificates(found, problems));
            case ConfigResult.Loaded(FrontdoorConfig config, FilesRead files) ->
                Serving.serve(new Start(found, files, config, true), terminal.err(), _ -> {});
        };
    }
}
