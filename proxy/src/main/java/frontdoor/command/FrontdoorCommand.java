package frontdoor.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: it says which there are. */
@Command(
        name = "frontdoor",
        description = "An HTTPS front door for legacy applications that makes HSTS safe to have.",
        versionProvider = ProgramVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.LOCAL,
        synopsisSubcommandLabel = "COMMAND")
final class FrontdoorCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of unexpected errors.")
    private boolean debug;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    static boolean debug(CommandLine anyCommand) {
        CommandLine root = anyCommand;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.getCommand() instanceof FrontdoorCommand command && command.debug;
    }
}
