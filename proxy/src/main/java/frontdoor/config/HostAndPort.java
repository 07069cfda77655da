package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.ListenAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the addresses to listen on. */
final class HostAndPort {
    private static final Pattern LISTEN = Pattern.compile("(?:\\[([^\\]]*)]|([^:\\[\\]]*)):(\\d{1,5})");

    private HostAndPort() {}

    /** {@code :443}, {@code 127.0.0.1:443} or {@code [::1]:443}; port 0 is one that the system picks. */
    static Optional<ListenAddress> listen(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = LISTEN.matcher(text.get());
        if (!form.matches()) {
            String fix = text.get().matches("\\d{1,5}") ? "; write \":" + text.get() + "\"" : "";
            node.problem("expected an address such as \":443\", \"127.0.0.1:443\" or \"[::1]:443\", found "
                    + node.shown() + fix);
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(3));
        if (port > 65_535) {
            node.problem(node.shown() + " has no valid port; 0 to 65535 is possible");
            return Optional.empty();
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        if (host.isEmpty() && form.group(1) == null) {
            return Optional.of(new ListenAddress(Optional.empty(), port));
        }
        Optional<InetAddress> address = Addresses.parse(host);
        if (address.isEmpty()) {
            String fix = host.equals("*")
                    ? "; write \":" + port + "\" for every address"
                    : host.equals("localhost")
                            ? "; write \"127.0.0.1:" + port + "\""
                            : "; write an address of this machine, or \":" + port + "\" for all of them";
            node.problem(node.shown() + " has no IP address before the port" + fix);
        }
        return address.map(one -> new ListenAddress(Optional.of(one), port));
    }
}
