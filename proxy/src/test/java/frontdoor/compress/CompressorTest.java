package frontdoor.compress;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Decoded;
import frontdoor.fixture.LeakPresence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakPresence.class)
class CompressorTest {
    private final Compressors compressors = new Compressors();

    private Compressor open(Coding coding) {
        return Objects.requireNonNull(compressors.open(coding, ByteBufAllocator.DEFAULT));
    }

    private static byte[] octets(ByteBuf buffer) {
        byte[] octets = ByteBufUtil.getBytes(buffer);
        buffer.release();
        return octets;
    }

    private static byte[] page(int length, boolean random) {
        byte[] octets = new byte[length];
        if (random) {
            new Random(length).nextBytes(octets);
        } else {
            for (int i = 0; i < length; i++) {
                octets[i] = (byte) ("<p>line</p>\n".charAt(i % 12) + i / 5000 % 3);
            }
        }
        return octets;
    }

    @ParameterizedTest
    @EnumSource
    void loseNothingOfBodiesOfAnySizeInPiecesOfAnySize(Coding coding) throws IOException {
        for (int length : new int[] {0, 1, 511, 512, 16_384, 100_000, 1_000_000}) {
            for (int piece : new int[] {1000, 16_384, 70_000}) {
                for (boolean random : new boolean[] {false, true}) {
                    byte[] page = page(length, random);
                    ByteArrayOutputStream sent = new ByteArrayOutputStream();
                    try (Compressor compressor = open(coding)) {
                        for (int at = 0; at < length; at += piece) {
                            int end = Math.min(length, at + piece);
                            ByteBuf data = at / piece % 2 == 0
                                    ? Unpooled.copiedBuffer(page, at, end - at)
                                    : Unpooled.directBuffer().writeBytes(page, at, end - at);
                            sent.writeBytes(octets(compressor.compress(data)));
                            if (at / piece % 3 == 0 && piece != 16_384) {
                                sent.writeBytes(octets(compressor.flush()));
                            }
                        }
                        sent.writeBytes(octets(compressor.finish()));
                    }
                    Decoded decoded = Decoded.of(coding.toString(), sent.toByteArray());
                    assertThat(Arrays.equals(decoded.octets(), page)).isTrue();
                    assertThat(decoded.whole()).isTrue();
                    assertThat(random || length < 100_000 || sent.size() < length / 10)
                            .as("%s of %s in pieces of %s", sent.size(), length, piece)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeReadUpToEachFlush(Coding coding) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        try (Compressor compressor = open(coding)) {
            for (int i = 0; i < 20; i++) {
                byte[] event = ("data: " + i + "\n\n").getBytes(StandardCharsets.US_ASCII);
                events.writeBytes(event);
                sent.writeBytes(octets(compressor.compress(Unpooled.copiedBuffer(event))));
                sent.writeBytes(octets(compressor.flush()));
                Decoded decoded = Decoded.of(coding.toString(), sent.toByteArray());
                assertThat(decoded.octets()).isEqualTo(events.toByteArray());
                assertThat(decoded.whole()).isFalse();
            }
        }
    }

    @Test
    void areBoundedInNumberByTheMemoryTheyTake() {
        List<Compressor> open = new ArrayList<>();
        for (Compressor one; (one = compressors.open(Coding.ZSTD, ByteBufAllocator.DEFAULT)) != null; ) {
            open.add(one);
        }
        assertThat(open).hasSize(64);
        assertThat(compressors.open(Coding.GZIP, ByteBufAllocator.DEFAULT)).isNull();
        open.getFirst().close();
        open.getFirst().close();
        for (int i = 0; i < 4; i++) {
            open.add(open(Coding.GZIP));
        }
        assertThat(compressors.open(Coding.GZIP, ByteBufAllocator.DEFAULT)).isNull();
        open.forEach(Compressor::close);
    }
}
