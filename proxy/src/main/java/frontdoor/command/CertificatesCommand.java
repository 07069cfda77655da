package frontdoor.command;

import frontdoor.admin.CertificatePages;
import frontdoor.serve.ExitCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor certificates}: which there are, which are awaited, and others for those that authorities have issued. */
@Command(
        name = "certificates",
        mixinStandardHelpOptions = true,
        description =
                "List the certificates and those that are awaited; renew one that an authority has issued, or revoke it and"
                        + " get another one.")
final class CertificatesCommand implements Callable<Integer> {
    /** The words for what is to be done. */
    enum Verb {
        list,
        renew,
        revoke
    }

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "list|renew|revoke",
            defaultValue = "list",
            description = "What is to be done; by default list. renew and revoke ask the running process.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Verb verb;

    @Parameters(
            index = "1..*",
            paramLabel = "[NAME] [FILE]",
            description =
                    "For renew and revoke the name of a site, or one of its hosts; then the configuration; by default $"
                            + ConfigFileArgument.ENVIRONMENT + ", then " + ConfigFileArgument.DEFAULT + ".")
    private List<String> rest = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean named = verb != Verb.list;
        if (named && rest.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), verb + " needs the NAME of a site, or of one of its hosts");
        }
        List<String> files = named ? rest.subList(1, rest.size()) : rest;
        if (files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "one argument too many: " + files.get(1));
        }
        @Nullable Path path = files.isEmpty() ? null : Path.of(files.getFirst());
        ConfigFileArgument file = ConfigFileArgument.of(path, spec);
        return named ? change(file, rest.getFirst()) : list(file);
    }

    private int list(ConfigFileArgument file) {
        return switch (file.read(InstantSource.system())) {
            case Reading.Bad(var problems) -> terminal.refuse(problems);
            case Reading.Good(var config, var certificates, var _) -> {
                terminal.out()
                        .print(CertificateList.of(
                                config, certificates, InstantSource.system().instant()));
                terminal.out().flush();
                yield ExitCode.GOOD;
            }
        };
    }

    private int change(ConfigFileArgument file, String name) {
        String page =
                CertificatePages.CERTIFICATES + "?" + verb + "=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        OptionalInt asked = AdminClient.change(file, page, terminal);
        if (asked.isEmpty()) {
            terminal.err()
                    .println("frontdoor: nobody answers on the admin listener who runs " + file.path()
                            + "; only the process that runs it can " + verb + " a certificate");
        }
        return asked.orElse(ExitCode.PROBLEMS);
    }
}
