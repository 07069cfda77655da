package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pages that a site answers errors with.
 *
 * @param pages by status, {@code 404}, or by its class, {@code 4xx}
 * @param intercept whether they answer for the backend's errors too
 */
public record ErrorPagesConfig(Map<String, PageFile> pages, boolean intercept) {
    /** None. */
    public static final ErrorPagesConfig OFF = new ErrorPagesConfig(Map.of(), false);

    private static final Pattern STATUS = Pattern.compile("[45](\\d\\d|xx)");

    public ErrorPagesConfig {
        pages = Map.copyOf(pages);
    }

    static ErrorPagesConfig read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return OFF;
        }
        if (!node.requireObject()) {
            return OFF;
        }
        boolean intercept = Scalars.bool(node.child("intercept"));
        Map<String, PageFile> pages = new LinkedHashMap<>();
        for (Node page : node.named()) {
            if (STATUS.matcher(page.name()).matches()) {
                Optional<PageFile> read =
                        page.isScalar() && page.text().equals("off") ? Optional.empty() : PageFile.read(page);
                read.ifPresent(file -> pages.put(page.name(), file));
            } else {
                page.problem("is no status of an error; write one from \"400\" to \"599\", or \"4xx\" or \"5xx\"");
            }
        }
        return new ErrorPagesConfig(pages, intercept);
    }
}
