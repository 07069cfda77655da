package frontdoor.command;

import frontdoor.development.DevelopmentSite;
import frontdoor.serve.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor proxy}: a front door in front of one's own application, without a file. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        description = "Serve one backend over a development certificate, on loopback addresses, without a file.")
final class ProxyCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final DevelopmentOptions options = new DevelopmentOptions();

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            description = "The application, such as http://127.0.0.1:3000.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String to;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description =
                    "The host name it is visited under, which has to lead to this machine. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String host;

    @Override
    public Integer call() {
        if (host.indexOf('*') >= 0) {
            terminal.tell("--host: \"" + host + "\" is not one host name");
            return ExitCode.USAGE;
        }
        DevelopmentLog.begin(options.quiet());
        return DevelopmentServing.serve(new DevelopmentSite("proxy", host, to), options, to, terminal, _ -> {});
    }
}
