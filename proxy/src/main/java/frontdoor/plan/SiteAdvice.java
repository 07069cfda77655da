package frontdoor.plan;

import frontdoor.config.CompressionConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteSettings;
import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.util.regex.Pattern;

/** Finds what a site says without an effect, or with another one than it may seem. */
final class SiteAdvice {
    /** Media types whose octets are compressed already. */
    private static final Pattern COMPRESSED =
            Pattern.compile("image/(\\*|png|jpe?g|gif|webp|avif|heic)|video/.*|audio/(?!x?-?wav).*|font/woff2?"
                    + "|application/(zip|gzip|x-gzip|x-7z-compressed|x-rar-compressed|zstd|x-bzip2|x-xz|pdf)");

    private SiteAdvice() {}

    static void judge(FrontdoorConfig config, SiteConfig site, SettingAdvice advice) {
        String key = site.configuredAt() + ".";
        SiteSettings settings = site.settings();
        advice.add(
                settings.errorPages().intercept()
                        && settings.errorPages().pages().isEmpty(),
                key + "error-pages.intercept",
                "has no effect: there is no page that could answer; write one, as in error-pages.502 = \"502.html\"");
        settings.compression().ifPresent(compression -> compression(compression, key, advice));
        advice.add(
                ListenAdvice.leavesOneOut(settings.access().allow().all()),
                key + "access.allow",
                "has every address of IPv4 or of IPv6 and none of the other, whose clients are denied; write \"0.0.0.0/0\" and"
                        + " \"::/0\", or nothing");
        plaintext(config, settings, key, advice);
    }

    private static void compression(CompressionConfig compression, String key, SettingAdvice advice) {
        for (String type : compression.types()) {
            advice.add(
                    COMPRESSED.matcher(type).matches(),
                    key + "compression.types",
                    "has " + type
                            + ", whose octets are compressed already: it costs time, and saves nothing; remove it");
        }
    }

    private static void plaintext(FrontdoorConfig config, SiteSettings settings, String key, SettingAdvice advice) {
        Networks devices = settings.plaintextFrom();
        String name = key + "plaintext-from";
        advice.add(
                !devices.isEmpty() && config.listen().plaintext().isEmpty(),
                name,
                "has no effect: listen.plaintext is empty, so nothing comes in the clear; write an address there, or remove it");
        advice.add(
                !devices.isEmpty() && settings.basicAuth().isPresent(),
                name,
                "lets nobody in: with basic-auth, what comes in the clear is answered with 403, since a password would cross the"
                        + " network; remove one of them");
        for (Network network : devices.all()) {
            advice.add(
                    ListenAdvice.isWide(network),
                    name,
                    "has " + network
                            + ", and so browsers, which are not sent to https from there any more; write the networks of"
                            + " your devices alone");
        }
    }
}
