package frontdoor.command;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.files.FilesRead;
import frontdoor.report.Problem;
import frontdoor.serve.Serving;
import frontdoor.serve.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor run}: serve until a signal ends it. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Serve.")
final class RunCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(
            names = "--take-over",
            description = "Take the place of the process that serves with the same state directory, without a gap.")
    private boolean takeOver;

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public ConfigFileArgument file() {
        return file;
    }

    @Override
    public Integer call() {
        Optional<Problem> noneNamed = file.noneNamed();
        if (noneNamed.isPresent()) {
            return terminal.refuse(List.of(noneNamed.get()));
        }
        Serving serving = new Serving();
        return open(serving).orElseGet(() -> serving.untilItsEnd(_ -> {}));
    }

    /** Not where it serves later: a configuration that another one has replaced would be kept in memory by those who have read it. */
    private OptionalInt open(Serving serving) {
        Path found = file.path();
        return switch (ConfigLoader.load(found)) {
            case ConfigResult.Rejected(var problems, var _) ->
                OptionalInt.of(terminal.refuse(ConfigProblems.withCertificates(found, problems)));
            case ConfigResult.Loaded(FrontdoorConfig config, FilesRead files) ->
                serving.open(new Start(found, files, config, true).takingOver(takeOver), terminal.err());
        };
    }
}
