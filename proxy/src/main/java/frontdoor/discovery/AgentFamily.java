package frontdoor.discovery;

import java.util.List;
import java.util.Locale;

/** Who asks, by the User-Agent: a small table, the first word found decides. Enough to tell people from programs. */
@SuppressWarnings("ImmutableEnumChecker") // The words are an unmodifiable list.
enum AgentFamily {
    // Bots first: many of them name a browser as well. Then browsers that name those they descend from.
    BOT("bot", "bot", "crawl", "spider", "slurp", "facebookexternalhit", "scan", "monitor", "pingdom", "uptime"),
    CURL("curl", "curl/", "libcurl"),
    WGET("wget", "wget"),
    PYTHON("python", "python", "aiohttp", "httpx", "scrapy"),
    JAVA("java", "java", "okhttp", "apache-httpclient", "jersey", "jetty"),
    GO("go", "go-http-client"),
    NODE("node", "node", "axios", "undici"),
    DOTNET("dotnet", "dotnet", "restsharp"),
    PHP("php", "php", "guzzle"),
    EDGE("edge", "edg/", "edga/", "edgios/", "edge/"),
    FIREFOX("firefox", "firefox/", "fxios/"),
    CHROME("chrome", "chrome/", "crios/", "chromium/"),
    SAFARI("safari", "safari/"),
    NONE("none"),
    OTHER("other");

    private final String token;
    private final List<String> words;

    AgentFamily(String token, String... words) {
        this.token = token;
        this.words = List.of(words);
    }

    /** The family of a User-Agent; empty if there was none. */
    static AgentFamily of(String agent) {
        if (agent.isBlank()) {
            return NONE;
        }
        String lower = agent.toLowerCase(Locale.ROOT);
        for (AgentFamily family : values()) {
            for (String word : family.words) {
                if (lower.contains(word)) {
                    return family;
                }
            }
        }
        return OTHER;
    }

    /** The name in reports. */
    String token() {
        return token;
    }
}
