package frontdoor.command;

import frontdoor.acme.CertbotImport;
import frontdoor.config.FrontdoorConfig;
import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The taking over of what certbot has, and what is told of it: what was taken, what was not and why, and what is to be done next. */
final class CertbotTaking {
    /** Where certbot keeps everything unless it is told otherwise. */
    static final String DIRECTORY = "/etc/letsencrypt";

    private CertbotTaking() {}

    static int run(Terminal terminal, ConfigFileArgument file, @Nullable Path given) {
        Path directory = given == null ? Path.of(DIRECTORY) : given;
        return switch (file.read(InstantSource.system())) {
            case Reading.Bad(var problems) -> terminal.refuse(problems);
            case Reading.Good(var config, var _, var _) -> run(terminal, config, directory);
        };
    }

    private static int run(Terminal terminal, FrontdoorConfig config, Path directory) {
        if (!Files.isDirectory(directory)) {
            terminal.tell(directory + " is no directory; write --directory DIRECTORY, as certbot's --config-dir");
            return ExitCode.PROBLEMS;
        }
        boolean isNew = !Files.isDirectory(config.stateDirectory());
        try {
            CertbotImport.Outcome outcome =
                    CertbotImport.run(config, directory, InstantSource.system().instant());
            outcome.lines().forEach(terminal.out()::println);
            if (outcome.anything()) {
                terminal.out().print("""
                        Frontdoor serves these and renews them from now on; one that runs takes them up within seconds. Next, stop what
                        renews them too: systemctl disable --now certbot.timer (snap.certbot.renew.timer where it came as a snap), or
                        the line of `certbot renew` in cron. Nothing below %s was changed.
                        """.formatted(directory));
            }
            terminal.out().flush();
            if (isNew && Files.isDirectory(config.stateDirectory())) {
                terminal.note(
                        config.stateDirectory() + " was made, and belongs to " + Files.getOwner(config.stateDirectory())
                                + "; it has to belong to the user who runs Frontdoor");
            }
            return outcome.good() && outcome.anything() ? ExitCode.GOOD : ExitCode.PROBLEMS;
        } catch (IOException failed) {
            terminal.tell("what certbot has cannot be taken over: " + Cause.inWords(failed));
            return ExitCode.PROBLEMS;
        }
    }
}
