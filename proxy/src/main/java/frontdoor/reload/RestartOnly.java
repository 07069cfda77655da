package frontdoor.reload;

import frontdoor.config.AdminConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds changes that a running process cannot make, so that a reload refuses them by name instead of half-applying them. */
final class RestartOnly {
    private static final List<Key> KEYS = List.of(
            new Key("listen.plaintext", config -> config.listen().plaintext()),
            new Key("listen.tls", config -> config.listen().tls()),
            new Key("listen.http2", config -> config.listen().http2()),
            new Key("admin.listen", config -> text(config.admin())),
            new Key("admin.token-file", config -> token(config.admin())),
            new Key("admin.tls.certificate", config -> certificate(config.admin())),
            new Key(
                    "health.listen",
                    config -> config.health().listen().map(Object::toString).orElse("off")),
            new Key(
                    "access-log.file",
                    config -> config.accessLog().file().map(Object::toString).orElse("-")),
            new Key("access-log.enabled", config -> config.accessLog().enabled()),
            new Key("access-log.format", config -> config.accessLog().format()),
            new Key("state-directory", FrontdoorConfig::stateDirectory));

    private RestartOnly() {}

    private static String text(AdminConfig admin) {
        return switch (admin) {
            case AdminConfig.Off() -> "off";
            case AdminConfig.Open(var listen, var _, var _) -> listen.toString();
        };
    }

    private static String token(AdminConfig admin) {
        return admin instanceof AdminConfig.Open(var _, var token, var _)
                ? token.map(Object::toString).orElse("none")
                : "none";
    }

    /** By its files: what they hold may change. */
    private static String certificate(AdminConfig admin) {
        return admin instanceof AdminConfig.Open(var _, var _, var certificate)
                ? certificate.map(pair -> pair.files().paths().toString()).orElse("none")
                : "none";
    }

    private record Key(String name, Function<FrontdoorConfig, Object> value) {}

    static List<Problem> problems(FrontdoorConfig before, FrontdoorConfig after) {
        List<Problem> problems = new ArrayList<>();
        for (Key key : KEYS) {
            Object was = key.value().apply(before);
            Object is = key.value().apply(after);
            if (!was.equals(is)) {
                problems.add(new Problem(
                        after.places().of(key.name()),
                        key.name(),
                        "changed from " + was + " to " + is
                                + ", which takes effect at a start only; restart, or change it back"));
            }
        }
        return problems;
    }
}
