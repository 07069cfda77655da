package frontdoor.tls;

import frontdoor.hosts.HostNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the body of one ClientHello, strictly: every length must be right and every byte accounted for. */
final class ClientHelloParser {
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int ALPN = 16;
    private static final int SESSION_TICKET = 35;
    private static final int PRE_SHARED_KEY = 41;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int HOST_NAME = 0;
    private static final int MAX_SESSION_ID = 32;
    private static final int RANDOM = 32;

    private final TlsBytes bytes;
    private final SignatureChoice signatures = new SignatureChoice();
    private @Nullable String serverName;
    private List<String> alpn = List.of();
    private @Nullable TicketName ticket;

    /** One bit for each extension that is read here, to find one that comes twice. */
    private long seen;

    private ClientHelloParser(TlsBytes bytes) {
        this.bytes = bytes;
    }

    static ClientHello.Reading parse(byte[] message, int offset) {
        ClientHelloParser parser = new ClientHelloParser(new TlsBytes(message, offset, message.length));
        try {
            return new ClientHello.Parsed(parser.parse());
        } catch (TlsBytes.Broken broken) {
            return new ClientHello.Malformed(broken.reason());
        }
    }

    private ClientHello parse() throws TlsBytes.Broken {
        bytes.skip(2 + RANDOM);
        TlsBytes sessionId = bytes.vector8();
        bytes.require(sessionId.remaining() <= MAX_SESSION_ID, "session id");
        TlsBytes suites = bytes.vector16();
        bytes.require(suites.remaining() > 0 && suites.remaining() % 2 == 0, "cipher suites");
        while (suites.remaining() > 0) {
            signatures.onCipherSuite(suites.uint16());
        }
        bytes.require(bytes.vector8().remaining() > 0, "compression methods");
        if (bytes.remaining() > 0) {
            TlsBytes extensions = bytes.vector16();
            while (extensions.remaining() > 0) {
                readExtension(extensions.uint16(), extensions.vector16());
            }
        }
        bytes.require(bytes.remaining() == 0, "bytes after the extensions");
        return new ClientHello(
                serverName, alpn, signatures.ecdsa(), signatures.acceptsEd25519(), signatures.acceptsRsa(), ticket);
    }

    private void readExtension(int type, TlsBytes body) throws TlsBytes.Broken {
        switch (type) {
            case SERVER_NAME -> readServerName(body);
            case SUPPORTED_GROUPS -> readGroups(body);
            case SIGNATURE_ALGORITHMS -> readSignatureAlgorithms(body);
            case ALPN -> readAlpn(body);
            case SUPPORTED_VERSIONS -> readVersions(body);
            case SESSION_TICKET -> readTicket(body);
            case PRE_SHARED_KEY -> readPreSharedKeys(body);
            default -> {
                return;
            }
        }
        body.require(body.remaining() == 0, "bytes after an extension");
        // RFC 8446 4.2: no two extensions of the same type.
        body.require((seen & 1L << type) == 0, "an extension that comes twice");
        seen |= 1L << type;
    }

    private void readServerName(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes names = body.vector16();
        body.require(names.remaining() > 0, "an empty list of server names");
        boolean found = false;
        while (names.remaining() > 0) {
            int type = names.uint8();
            TlsBytes name = names.vector16();
            // RFC 6066 3: no more than one name of the same type.
            names.require(!found && name.remaining() > 0, "server name");
            if (type == HOST_NAME) {
                found = true;
                String normal = HostNames.normalise(name.text(StandardCharsets.ISO_8859_1));
                serverName = HostNames.isHostName(normal) ? normal : null;
            }
        }
    }

    private void readAlpn(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes names = body.vector16();
        body.require(names.remaining() > 0, "an empty list of protocols");
        List<String> protocols = new ArrayList<>(2);
        while (names.remaining() > 0) {
            TlsBytes name = names.vector8();
            // RFC 7301 3.1: empty strings must not be included.
            names.require(name.remaining() > 0, "an empty protocol name");
            protocols.add(name.text(StandardCharsets.ISO_8859_1));
        }
        alpn = protocols;
    }

    private void readGroups(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes groups = body.vector16();
        body.require(groups.remaining() > 0, "an empty list of groups");
        while (groups.remaining() > 0) {
            signatures.onGroup(groups.uint16());
        }
    }

    private void readSignatureAlgorithms(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes schemes = body.vector16();
        body.require(schemes.remaining() > 0, "an empty list of signature algorithms");
        while (schemes.remaining() > 0) {
            signatures.onScheme(schemes.uint16());
        }
    }

    /** RFC 5077 3.2: empty, where the client has none and would take one. */
    private void readTicket(TlsBytes body) throws TlsBytes.Broken {
        readTicketName(body);
        body.skip(body.remaining());
    }

    /** RFC 8446 4.2.11. */
    private void readPreSharedKeys(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes identities = body.vector16();
        body.require(identities.remaining() > 0, "an empty list of pre-shared keys");
        readTicketName(identities.vector16());
        body.skip(body.remaining());
    }

    private void readTicketName(TlsBytes begin) throws TlsBytes.Broken {
        if (begin.remaining() >= TicketName.OCTETS) {
            ticket = TicketName.of(begin.octets(TicketName.OCTETS));
        }
    }

    private void readVersions(TlsBytes body) throws TlsBytes.Broken {
        TlsBytes versions = body.vector8();
        body.require(versions.remaining() > 0, "an empty list of versions");
        while (versions.remaining() > 0) {
            signatures.onVersion(versions.uint16());
        }
    }
}
