package frontdoor.command;

import frontdoor.config.AdminConfig;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.hosts.ListenAddress;
import frontdoor.report.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The address at which the process of a configuration can be asked, as far as the configuration tells it. */
sealed interface AdminAddress {
    /** Where the process listens, unless its configuration says something else. */
    ListenAddress DEFAULT = new ListenAddress(Optional.of(InetAddress.getLoopbackAddress()), 9901);

    /** It can be asked here, in this way. */
    record Open(InetSocketAddress address, AdminWay way) implements AdminAddress {}

    /** The file is too broken to tell, for these reasons, so this is the address by default. */
    record Assumed(InetSocketAddress address, List<Problem> problems) implements AdminAddress {
        public Assumed {
            problems = List.copyOf(problems);
        }
    }

    /** It cannot be asked. */
    record Off() implements AdminAddress {}

    /** There is no such file, though it was named. */
    record NoFile(Path file) implements AdminAddress {}

    /** Reads {@code file}, whose problems elsewhere do not matter: health is asked for in bad times too. */
    static AdminAddress of(ConfigFileArgument file) {
        Path path = file.path();
        if (Files.notExists(path)) {
            return file.isGiven() ? new NoFile(path) : new Open(DEFAULT.toSocketAddress(), AdminWay.PLAIN);
        }
        return ConfigLoader.salvage(path)
                .map(FrontdoorConfig::admin)
                .map(AdminAddress::of)
                .orElseGet(() -> new Assumed(DEFAULT.toSocketAddress(), problems(path)));
    }

    private static AdminAddress of(AdminConfig admin) {
        return switch (admin) {
            case AdminConfig.Off() -> new Off();
            case AdminConfig.Open open -> new Open(reachable(open.listen()), AdminWay.of(open));
        };
    }

    /** What listens at every address listens on loopback, too. */
    private static InetSocketAddress reachable(ListenAddress listen) {
        InetSocketAddress address = listen.toSocketAddress();
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }

    private static List<Problem> problems(Path file) {
        return ConfigLoader.load(file) instanceof ConfigResult.Rejected(var problems, var _) ? problems : List.of();
    }
}
