package frontdoor.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request after the other with the page of its path.
 *
 * <h2>Backpressure</h2>
 *
 * Nothing is read while an answer is under way.
 */
final class PageHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final PageTable pages;
    private @Nullable HttpRequest head;
    private long bodyOctets;

    PageHandler(PageTable pages) {
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            var _ = write(ctx, PageTable.badRequest()).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (message instanceof HttpRequest request) {
            head = request;
            bodyOctets = 0;
        }
        if (message instanceof HttpContent content) {
            bodyOctets += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent && head != null) {
            LegacyRequest request = new LegacyRequest(head, bodyOctets);
            head = null;
            ctx.channel().config().setAutoRead(false);
            answer(ctx, pages.find(request.path()).answer(request));
        }
    }

    private void answer(ChannelHandlerContext ctx, Answer answer) {
        switch (answer) {
            case Answer.Whole whole -> {
                var _ = write(ctx, whole).addListener(_ -> onAnswered(ctx));
            }
            case Answer.Pieces pieces -> {
                HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                response.headers().set(HttpHeaderNames.CONTENT_TYPE, Html.CONTENT_TYPE);
                HttpUtil.setTransferEncodingChunked(response, true);
                var _ = ctx.write(response);
                writePieces(ctx, pieces.pieces(), pieces.between().toMillis());
            }
        }
    }

    private static ChannelFuture write(ChannelHandlerContext ctx, Answer.Whole whole) {
        ByteBuf body = octets(whole.body());
        HttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, whole.status(), body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, whole.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        whole.fields().forEach(field -> response.headers().add(field.name(), field.value()));
        return ctx.writeAndFlush(response);
    }

    private void writePieces(ChannelHandlerContext ctx, List<String> pieces, long pauseMillis) {
        if (!ctx.channel().isActive()) {
            return;
        }
        if (pieces.isEmpty()) {
            var _ = ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(_ -> onAnswered(ctx));
            return;
        }
        var _ = ctx.writeAndFlush(new DefaultHttpContent(octets(pieces.getFirst())));
        List<String> rest = pieces.subList(1, pieces.size());
        var _ = ctx.executor().schedule(() -> writePieces(ctx, rest, pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
    }

    private static void onAnswered(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) throws Exception {
        var _ = ctx.close();
        if (!(failure instanceof IOException)) {
            super.exceptionCaught(ctx, failure);
        }
    }
}
