package app.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One connection of the load generator, which reads the mailbox of its own number. Subclasses speak a server's
/// language. Everything happens on the generator's one event loop; what a turn of it wants to send leaves in one
/// write.
abstract class Link extends ByteToMessageDecoder {
    final int number;

    private final CompletableFuture<Link> ready = new CompletableFuture<>();
    private final CompletableFuture<Link> subscribed = new CompletableFuture<>();
    private Listener listener = new Listener() {};
    private ChannelHandlerContext context;
    private ByteBuf out;

    /// What comes from the server. What nobody waits for is a fault.
    interface Listener {
        /// The server took a message over.
        ///
        /// @param slot as given to [Link#send]
        default void accepted(Link link, int slot) {
            throw new IllegalStateException("an answer to nothing");
        }

        /// A message came. The link acknowledges it by itself.
        default void delivered(Link link, Payload payload, long stamp) {
            throw new IllegalStateException("a message for nobody");
        }
    }

    Link(int number) {
        this.number = number;
    }

    /// TLS stands: says hello, if it is the client who begins.
    abstract void greet();

    /// Asks for the messages to this link's own mailbox.
    abstract void subscribe();

    /// Writes a message into [#out].
    ///
    /// @param slot comes back with the server's answer; below 64
    /// @param to number of the mailbox
    /// @param stamp the nanosecond at which the message was due
    abstract void send(int slot, int to, Payload payload, long stamp);

    /// Keeps an idle link alive.
    abstract void ping();

    /// Takes one whole frame off `in` and acts on it; false if there is none.
    abstract boolean take(ByteBuf in);

    /// Called after each turn of reading: what it made necessary to say is written now.
    abstract void turnEnds();

    /// Completes when the server has let the link in.
    final CompletableFuture<Link> ready() {
        return ready;
    }

    /// Completes when the server has answered [#subscribe].
    final CompletableFuture<Link> subscribed() {
        return subscribed;
    }

    final Link listener(Listener to) {
        listener = to;
        return this;
    }

    final Listener listener() {
        return listener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                greet();
                flush();
            } else {
                ready.completeExceptionally(done.cause());
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> nothing) {
        boolean more = true;
        while (more) {
            more = take(in);
        }
    }

    /// Flushed as a task of its own: the loop reads all links first, and what they make each other send joins it.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        turnEnds();
        if (out != null) {
            ctx.executor().execute(this::flush);
        }
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ready.completeExceptionally(new IllegalStateException("the server closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ready.completeExceptionally(cause);
        Generator.fault(cause);
        ctx.close();
    }

    /// Where frames are written; they leave with [#flush].
    final ByteBuf out() {
        if (out == null) {
            out = context.alloc().buffer(8192);
        }
        return out;
    }

    final void flush() {
        if (out != null) {
            ByteBuf full = out;
            out = null;
            context.writeAndFlush(full, context.voidPromise());
        }
    }

    /// Acknowledges what has come, then closes.
    final void close() {
        turnEnds();
        flush();
        context.close();
    }
}
