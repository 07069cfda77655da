package frontdoor.tls;

import io.netty.handler.ssl.OpenSslCertificateCompressionConfig;
import io.netty.handler.ssl.OpenSslCertificateCompressionConfig.AlgorithmMode;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * The forms of RFC 8879 that certificates are sent in: zlib alone, which Safari, Firefox and OpenSSL read. Chromium reads Brotli alone, whose
 * library would have to be loaded at each start, for a fiftieth less.
 */
final class ChainForms {
    private static final int ZLIB = 1;
    /** More than incompressible octets grow by. */
    private static final int MARGIN = 64;

    /** For all contexts: what one has compressed the others have, too. */
    static final OpenSslCertificateCompressionConfig OF_SERVER = OpenSslCertificateCompressionConfig.newBuilder()
            .addAlgorithm(new ChainCompression(ZLIB, ChainForms::zlib), AlgorithmMode.Compress)
            .build();

    private ChainForms() {}

    private static byte[] zlib(byte[] message) {
        byte[] out = new byte[message.length + MARGIN];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(message);
            deflater.finish();
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }
}
