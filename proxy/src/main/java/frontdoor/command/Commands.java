package frontdoor.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The commands by their names, in the order of the help. */
final class Commands {
    private static final Map<String, Supplier<Object>> BY_NAME = new LinkedHashMap<>();
    /** Those that speak about all commands. */
    private static final Set<String> ABOUT_ALL = Set.of("help", "man", "completion");

    static {
        BY_NAME.put("run", RunCommand::new);
        BY_NAME.put("demo", DemoCommand::new);
        BY_NAME.put("proxy", ProxyCommand::new);
        BY_NAME.put("check", CheckCommand::new);
        BY_NAME.put("config", ConfigCommand::new);
        BY_NAME.put("plan", PlanCommand::new);
        BY_NAME.put("explain", ExplainCommand::new);
        BY_NAME.put("hsts", HstsCommand::new);
        BY_NAME.put("discovery", DiscoveryCommand::new);
        BY_NAME.put("audit", AuditCommand::new);
        BY_NAME.put("certificates", CertificatesCommand::new);
        BY_NAME.put("reload", ReloadCommand::new);
        BY_NAME.put("maintenance", MaintenanceCommand::new);
        BY_NAME.put("health", HealthCommand::new);
        BY_NAME.put("version", VersionCommand::new);
        BY_NAME.put("help", HelpCommand::new);
        BY_NAME.put("man", ManCommand::new);
        BY_NAME.put("completion", CompletionCommand::new);
    }

    private static final Set<String> SERVING = Set.of("run", "demo", "proxy");

    private Commands() {}

    /** Whether {@code args} ask for a command that serves until a signal ends it. */
    static boolean serves(String... args) {
        return Arrays.stream(args)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .filter(SERVING::contains)
                .isPresent();
    }

    /**
     * What it takes to answer {@code args}: the command they begin with, or else all of them, for help and for hints. Taking a command
     * apart by reflection costs a start more than anything that the command says about itself.
     */
    static List<Object> needed(String... args) {
        Supplier<Object> named = args.length == 0 || ABOUT_ALL.contains(args[0]) ? null : BY_NAME.get(args[0]);
        Collection<Supplier<Object>> needed = named == null ? BY_NAME.values() : List.of(named);
        return needed.stream().map(Supplier::get).toList();
    }

    /** A new command {@code name}; null if there is none. */
    static @Nullable Object create(String name) {
        Supplier<Object> known = BY_NAME.get(name);
        return known == null ? null : known.get();
    }

    /** The command {@code name} beside {@code asking}, or the program itself; another name is wrong usage. */
    static CommandLine named(@Nullable String name, CommandSpec asking) {
        CommandLine program = asking.root().commandLine();
        CommandLine found = name == null ? program : program.getSubcommands().get(name);
        if (found == null) {
            String unknown = WrongUsage.unknown(
                    "command", String.valueOf(name), program.getSubcommands().keySet());
            throw new ParameterException(program, unknown);
        }
        return found;
    }
}
