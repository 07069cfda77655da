package frontdoor.command;

import frontdoor.admin.CertificatePages;
import frontdoor.serve.ExitCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
        LIST("list", ""),
        RENEW("renew", "NAME of a site, or of one of its hosts"),
        REVOKE("revoke", "NAME of a site, or of one of its hosts"),
        NEW_ACCOUNT_KEY("new-account-key", "NAME of an authority"),
        IMPORT("import", "word certbot: that is whose certificates can be taken over");

        private final String text;
        /** The name that has to follow; empty where none has. */
        private final String needs;

        Verb(String text, String needs) {
            this.text = text;
            this.needs = needs;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Reads them, and names those that there are. */
    static final class VerbConverter implements ITypeConverter<Verb> {
        @Override
        public Verb convert(String written) {
            return Arrays.stream(Verb.values())
                    .filter(verb -> verb.text.equals(written))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of " + Arrays.toString(Verb.values())
                            + " before any file, found " + written));
        }
    }

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "list|renew|revoke|new-account-key|import",
            defaultValue = "list",
            converter = VerbConverter.class,
            description =
                    "What is to be done; by default list. The others ask the running process: for another certificate,"
                            + " the same after the present one was revoked, or another key of the account with an authority;"
                            + " but `import certbot` takes accounts and certificates of certbot over, for sites with"
                            + " certificate = acme.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Verb verb;

    @Parameters(
            index = "1..*",
            paramLabel = "[NAME] [FILE]",
            description =
                    "For renew and revoke the name of a site, or one of its hosts, for new-account-key that of an authority,"
                            + " for import certbot; then the configuration; by default $"
                            + ConfigFileArgument.ENVIRONMENT + ", then " + ConfigFileArgument.DEFAULT + ".")
    private List<String> rest = List.of();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Why a certificate is revoked, as the authority is told: unspecified, key-compromise,"
                    + " affiliation-changed, superseded or cessation-of-operation. By default unspecified.")
    private @Nullable String reason;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Where certbot keeps what is taken over; by default " + CertbotTaking.DIRECTORY + ".")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean named = verb != Verb.LIST;
        if (named && rest.isEmpty()) {
            throw new ParameterException(spec.commandLine(), verb + " needs the " + verb.needs);
        }
        if (reason != null && verb != Verb.REVOKE) {
            throw new ParameterException(spec.commandLine(), "--reason is for revoke");
        }
        if (reason != null && !CertificatePages.REASONS.contains(reason)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "authorities take no reason " + reason + "; it is one of "
                            + String.join(", ", CertificatePages.REASONS));
        }
        if (directory != null && verb != Verb.IMPORT
                || verb == Verb.IMPORT && !rest.getFirst().equals("certbot")) {
            throw new ParameterException(
                    spec.commandLine(), "it is import certbot [--directory DIRECTORY] [FILE] that takes over");
        }
        List<String> files = named ? rest.subList(1, rest.size()) : rest;
        if (files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "one argument too many: " + files.get(1));
        }
        @Nullable Path path = files.isEmpty() ? null : Path.of(files.getFirst());
        ConfigFileArgument file = ConfigFileArgument.of(path, spec);
        return switch (verb) {
            case LIST -> list(file);
            case IMPORT -> CertbotTaking.run(terminal, file, directory);
            case RENEW, REVOKE, NEW_ACCOUNT_KEY -> change(file, rest.getFirst());
        };
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
        String page = CertificatePages.CERTIFICATES + "?" + verb + "=" + encoded(name)
                + (reason == null ? "" : "&" + CertificatePages.REASON + "=" + encoded(reason));
        OptionalInt asked = AdminClient.change(file, page, terminal);
        if (asked.isEmpty()) {
            terminal.err()
                    .println("frontdoor: nobody answers on the admin listener who runs " + file.path()
                            + "; only the process that runs it can do that");
        }
        return asked.orElse(ExitCode.PROBLEMS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
