package frontdoor.command;

import frontdoor.admin.MaintenancePages;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.maintenance.SwitchFile;
import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor maintenance}: puts a site in maintenance, or out of it, until the configuration says something else of it. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = "Put a site in maintenance, or out of it, whatever the configuration says, until that is changed."
                + " Survives a restart.")
final class MaintenanceCommand implements Callable<Integer> {
    /** The words for both ways. */
    enum State {
        on,
        off
    }

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(index = "0", paramLabel = "on|off", description = "Whether it is to be in maintenance.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private State state;

    @Parameters(index = "1", paramLabel = "SITE", description = "The name of the site in the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String site;

    @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", description = ConfigFileArgument.DESCRIPTION)
    private @Nullable Path path;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        ConfigFileArgument file = ConfigFileArgument.of(path, spec);
        String page = MaintenancePages.MAINTENANCE + "?site=" + URLEncoder.encode(site, StandardCharsets.UTF_8)
                + "&state=" + state;
        OptionalInt asked = AdminClient.change(file, page, terminal);
        return asked.isPresent() ? asked.getAsInt() : record(file);
    }

    /** Nobody is there to be asked: what is recorded holds for whoever runs the file next, or watches it. */
    private int record(ConfigFileArgument file) {
        return switch (ConfigLoader.load(file.path())) {
            case ConfigResult.Rejected(var problems, var _) -> terminal.refuse(problems);
            case ConfigResult.Loaded(FrontdoorConfig config, var _) -> record(file, config);
        };
    }

    private int record(ConfigFileArgument file, FrontdoorConfig config) {
        Optional<SiteConfig> found =
                config.sites().stream().filter(one -> one.name().equals(site)).findFirst();
        if (found.isEmpty()) {
            terminal.err().println("frontdoor: no site of " + file.path() + " is named " + site);
            return ExitCode.PROBLEMS;
        }
        SwitchFile switches = new SwitchFile(config.stateDirectory());
        try {
            switches.write(
                    switches.read().with(site, state == State.on, found.get().maintenanceWritten()));
        } catch (IOException failed) {
            terminal.err().println("frontdoor: " + switches.path() + ": " + Cause.inWords(failed));
            return ExitCode.PROBLEMS;
        }
        terminal.out()
                .println(
                        "recorded in " + switches.path()
                                + ": nobody answers on the admin listener; a process that runs takes it up within 3 s, another one when it starts");
        terminal.out().flush();
        return ExitCode.GOOD;
    }
}
