package frontdoor.admin;

import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of the admin listener, by the JDK: it shares nothing with the data path. A certificate that was replaced is shown from the next
 * connection on; while the files are no good, the one before is.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
public final class AdminTls {
    private static final Logger log = LoggerFactory.getLogger(AdminTls.class);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final char[] NO_PASSWORD = {};

    private final PairFiles files;
    private List<FileTime> seen;
    private Shown shown;

    private AdminTls(PairFiles files, List<FileTime> seen, Shown shown) {
        this.files = files;
        this.seen = seen;
        this.shown = shown;
    }

    private record Shown(CertificatePair pair, SSLContext context) {}

    /** TLS with the pair of {@code files}; one line that says why there is none, where it cannot be read. Blocks. */
    public static AdminTls open(PairFiles files) throws IOException {
        // Before they are read: what is written meanwhile is another one, and is looked at again.
        List<FileTime> before = stamps(files);
        return new AdminTls(files, before, read(files));
    }

    private static Shown read(PairFiles files) throws IOException {
        return switch (CertificateLoader.load(files)) {
            case CertificateLoading.Unreadable(String problem) -> throw new IOException(problem);
            case CertificateLoading.Loaded(CertificatePair pair) -> new Shown(pair, context(pair));
        };
    }

    private static SSLContext context(CertificatePair pair) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("admin", pair.key(), NO_PASSWORD, pair.chain().toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificate of admin.tls cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** Whether the certificate names {@code host}, a name or an address. */
    public boolean names(String host) {
        return current().pair().covers(host);
    }

    /** Shakes hands over {@code socket}; what comes back is closed by closing that. Blocks for as long as the other side likes. */
    Socket shakeHands(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) current().context().getSocketFactory().createSocket(socket, null, true);
        secured.setEnabledProtocols(VERSIONS);
        secured.startHandshake();
        return secured;
    }

    private synchronized Shown current() {
        List<FileTime> now = stamps(files);
        if (!now.equals(seen)) {
            seen = now;
            try {
                shown = read(files);
                log.info("the admin listener shows another certificate");
            } catch (IOException unreadable) {
                log.atWarn()
                        .addKeyValue("reason", unreadable.getMessage())
                        .log("the certificate of admin.tls cannot be read; the admin listener shows the one before");
            }
        }
        return shown;
    }

    private static List<FileTime> stamps(PairFiles files) {
        List<FileTime> stamps = new ArrayList<>();
        for (Path path : files.paths()) {
            try {
                stamps.add(Files.getLastModifiedTime(path));
            } catch (IOException _) {
                stamps.add(FileTime.fromMillis(0));
            }
        }
        return stamps;
    }
}
