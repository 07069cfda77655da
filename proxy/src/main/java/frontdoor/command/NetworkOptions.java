package frontdoor.command;

import frontdoor.audit.ConnectTo;
import frontdoor.audit.Network;
import frontdoor.audit.Resolve;
import frontdoor.audit.Trust;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command that asks other servers reaches them. */
@Command
final class NetworkOptions {
    private static final int MAX_TIMEOUT = 600;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--resolve",
            paramLabel = "HOST:PORT:ADDR",
            description = "Connect to this address instead, as curl does; ADDR may name another port (127.0.0.1:8443),"
                    + " HOST may be *. Repeatable.")
    private List<String> resolve = new ArrayList<>();

    @Option(
            names = "--connect-to",
            paramLabel = "HOST:PORT:ADDR:PORT",
            description =
                    "Connect to this server instead, as curl does: ADDR may be a name, and an empty part stands for"
                            + " any, or for the same. Repeatable.")
    private List<String> connectTo = new ArrayList<>();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the authorities of this PEM file instead of those that Java ships.")
    private @Nullable Path ca;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "What one server may take for one answer, 1 to 600. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    /** The network as it was asked for; a wrong option is wrong usage. */
    Network open() {
        if (timeout < 1 || timeout > MAX_TIMEOUT) {
            throw new ParameterException(
                    command.commandLine(), "--timeout: " + timeout + " is not 1 to " + MAX_TIMEOUT);
        }
        try {
            return new Network(
                    connectTo.stream().map(ConnectTo::parse).toList(),
                    resolve.stream().map(Resolve::parse).toList(),
                    ca == null ? Trust.shipped() : Trust.of(ca),
                    Duration.ofSeconds(timeout));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    command.commandLine(), "--resolve, --connect-to: " + wrong.getMessage(), wrong);
        } catch (NoSuchFileException missing) {
            throw new ParameterException(command.commandLine(), "--ca: " + ca + ": no such file", missing);
        } catch (IOException unreadable) {
            throw new ParameterException(command.commandLine(), "--ca: " + unreadable.getMessage(), unreadable);
        }
    }
}
