package frontdoor.wire;

import frontdoor.http.Flaw;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body out of a connection's octets (RFC 9112 6 and 7), on both sides; reused from message to message. Chunk extensions and
 * trailers are checked and dropped.
 *
 * <h2>Buffers</h2>
 *
 * Pieces are retained slices of the input: no octet of a body is copied.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class BodyReader {
    private enum State {
        LENGTH,
        ENDLESS,
        CHUNK_FRAMING,
        CHUNK_DATA,
        TRAILERS,
        DONE,
        FAILED
    }

    private final Grammar grammar;
    private final ChunkFraming chunks;

    /** Made when the first chunked body ends: most connections never see one. */
    private @Nullable Trailers trailers;

    private State state = State.DONE;
    private long remaining;
    private boolean readingTrailers;

    /** A reader of bodies on one side. */
    public BodyReader(Grammar grammar) {
        this.grammar = grammar;
        this.chunks = new ChunkFraming(grammar);
    }

    /**
     * Prepares for the body of a message.
     *
     * @param length octets, for {@link BodyFraming#LENGTH}
     */
    public void reset(BodyFraming framing, long length) {
        state = switch (framing) {
            case NONE -> State.DONE;
            case LENGTH -> length > 0 ? State.LENGTH : State.DONE;
            case CHUNKED -> State.CHUNK_FRAMING;
            case UNTIL_CLOSE, TUNNEL -> State.ENDLESS;
        };
        remaining = length;
        readingTrailers = false;
        chunks.reset();
    }

    /**
     * The next piece of the body, never empty: a retained slice that the caller owns; or null: more input is needed, or the body is
     * {@link #done()} or has {@link #failed()}. Borrows {@code in} for the call and advances its reader index; after the last piece one
     * more call may be needed until {@link #done()} is true.
     */
    public @Nullable ByteBuf next(ByteBuf in) {
        while (in.isReadable()) {
            switch (state) {
                case LENGTH, CHUNK_DATA -> {
                    return cut(in);
                }
                case ENDLESS -> {
                    return in.readRetainedSlice(in.readableBytes());
                }
                case CHUNK_FRAMING -> readFraming(in);
                case TRAILERS -> readTrailers(in);
                case DONE, FAILED -> {
                    return null;
                }
            }
        }
        return null;
    }

    /** Whether the body is complete. */
    public boolean done() {
        return state == State.DONE;
    }

    /** Whether the chunked framing is broken or over its limits: nothing further on this connection may be read. */
    public boolean failed() {
        return state == State.FAILED;
    }

    /** What is wrong with it, once it has failed. */
    public Flaw flaw() {
        Flaw ofTrailers = trailers == null || !readingTrailers ? null : trailers.flaw();
        return ofTrailers == null ? chunks.flaw() : ofTrailers;
    }

    /** Whether, so far, something was taken that is not as it should be: the connection is not to be used again. */
    public boolean mended() {
        return chunks.mended() || readingTrailers && trailers != null && trailers.mended();
    }

    /** The connection's input has ended: true if the body may end here, false if it was cut off. A body until close is then done. */
    public boolean onEndOfInput() {
        if (state == State.ENDLESS) {
            state = State.DONE;
        }
        return state == State.DONE;
    }

    private ByteBuf cut(ByteBuf in) {
        int length = (int) Math.min(remaining, in.readableBytes());
        remaining -= length;
        if (remaining == 0) {
            if (state == State.CHUNK_DATA) {
                chunks.onDataEnd();
                state = State.CHUNK_FRAMING;
            } else {
                state = State.DONE;
            }
        }
        return in.readRetainedSlice(length);
    }

    private void readFraming(ByteBuf in) {
        ChunkFraming.Part part = ChunkFraming.Part.FRAMING;
        while (part == ChunkFraming.Part.FRAMING && in.isReadable()) {
            part = chunks.take(in.readByte());
        }
        switch (part) {
            case FRAMING -> {}
            case DATA -> {
                remaining = chunks.size();
                state = State.CHUNK_DATA;
            }
            case TRAILERS -> toTrailers();
            case BROKEN -> state = State.FAILED;
        }
    }

    private void toTrailers() {
        Trailers section = trailers == null ? new Trailers(grammar) : trailers;
        section.reset();
        readingTrailers = true;
        trailers = section;
        state = State.TRAILERS;
    }

    private void readTrailers(ByteBuf in) {
        switch (Objects.requireNonNull(trailers).read(in)) {
            case MORE -> {}
            case DONE -> state = State.DONE;
            case FAILED -> state = State.FAILED;
        }
    }
}
