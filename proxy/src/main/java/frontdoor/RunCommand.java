package frontdoor;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor run}: serve until a signal ends it. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Serve.")
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration; by default $FRONTDOOR_CONFIG, then /etc/frontdoor/frontdoor.conf.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Path found = ConfigFile.find(file);
        return switch (ConfigLoader.load(found)) {
            case ConfigResult.Rejected(var problems, var _) -> {
                ConfigProblems.withCertificates(found, problems)
                        .forEach(problem -> spec.commandLine().getErr().println(problem));
                yield ExitCode.PROBLEMS;
            }
            case ConfigResult.Loaded(FrontdoorConfig config, Set<Path> files) ->
                Serving.serve(
                        new Start(found, files, config, true),
                        spec.commandLine().getErr(),
                        _ -> {});
        };
    }
}
