package io.artispace.http.jdk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a client. The thread that answers a request waits a moment for the next one, as most clients that have more to ask do so at
 * once: so the kernel wakes the thread that answers, and no other. A connection on which nothing came rests with the {@link Connections}, without
 * a thread. Used by one thread at a time.
 */
final class Connection implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(JdkHttpFront.class);
    private static final byte[] NONE = {};
    private static final int BUFFER = 8 * 1024;
    private static final int LONGEST_HEAD = 64 * 1024;

    /** For how long a thread waits for the next request. Other connections may have to wait as long for a thread, where all are taken. */
    private static final int MOMENT_MILLIS = 5;

    private final Connections connections;
    private final SocketChannel channel;
    private final InputStream moment;
    private final InetSocketAddress client;

    /**
     * What was received and not used yet, between {@link #at} and {@link #end}. There is room from the first request on: connections on which
     * none came are not counted, so they must cost nothing.
     */
    private byte[] in = NONE;

    private int at;
    private int end;
    /** Since when the body of a request has been coming, by the clock of {@link System#nanoTime}; null while none is. */
    private volatile @Nullable Long receivingSince;
    /** What is to be sent. */
    private ByteBuffer out = ByteBuffer.wrap(NONE);

    Connection(Connections connections, SocketChannel channel) throws IOException {
        this.connections = connections;
        this.channel = channel;
        this.client = (InetSocketAddress) channel.getRemoteAddress();
        channel.socket().setTcpNoDelay(true);
        channel.socket().setSoTimeout(MOMENT_MILLIS);
        channel.configureBlocking(true);
        this.moment = channel.socket().getInputStream();
    }

    SocketChannel channel() {
        return channel;
    }

    InetSocketAddress client() {
        return client;
    }

    InetSocketAddress server() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    String date() {
        return connections.date();
    }

    /** Answers the request that is coming, and those that follow at once. */
    @Override
    public void run() {
        boolean rests = false;
        try {
            rests = serve();
        } catch (MalformedRequestException e) {
            refuse(e);
        } catch (IOException e) {
            log.debug("The connection of {} has ended", client, e);
        } finally {
            if (rests) {
                connections.rest(this);
            } else {
                close();
            }
        }
    }

    /** Tells whether the connection stays. */
    private boolean serve() throws IOException {
        if (in.length == 0) {
            in = new byte[BUFFER];
            out = ByteBuffer.allocate(BUFFER);
        }
        do {
            connections.beginToWait();
            RequestHead head = head();
            if (head == null) {
                return false;
            }
            Exchange exchange = new Exchange(this, head);
            if (head.expectsToContinue()) {
                putLine("HTTP/1.1 100 Continue");
                putLine("");
                flush();
            }
            connections.answer(exchange);
            if (!exchange.isFollowed()) {
                return false;
            }
        } while (at < end || hasNextAtOnce());
        return true;
    }

    private boolean hasNextAtOnce() throws IOException {
        shrink();
        if (connections.isThreadWanted()) {
            return false;
        }
        try {
            at = 0;
            end = moment.read(in, 0, in.length);
            if (end < 0) {
                end = 0;
                throw new EOFException("The client has closed the connection");
            }
            return true;
        } catch (SocketTimeoutException nothing) {
            end = 0;
            return false;
        }
    }

    private void shrink() {
        if (in.length > BUFFER) {
            in = new byte[BUFFER];
        }
        if (out.capacity() > BUFFER) {
            out = ByteBuffer.allocate(BUFFER);
        }
    }

    /** Reads a head to its end; null if the client has closed the connection before it. */
    private @Nullable RequestHead head() throws IOException {
        int lineStart = at;
        int next = at;
        while (true) {
            while (next < end) {
                if (in[next++] != '\n') {
                    continue;
                }
                if (next - lineStart < 2 || in[next - 2] != '\r') {
                    throw new MalformedRequestException(
                            400, "The request is malformed: a line does not end with CR and LF.");
                }
                boolean isEmpty = next - lineStart == 2;
                if (isEmpty && lineStart > at) {
                    RequestHead head = RequestHead.parse(in, at, lineStart);
                    at = next;
                    return head;
                }
                if (isEmpty) {
                    // Some clients send an empty line behind a body.
                    at = next;
                }
                lineStart = next;
            }
            int moved = makeRoom();
            lineStart -= moved;
            next -= moved;
            int count = channel.read(ByteBuffer.wrap(in, end, in.length - end));
            if (count < 0) {
                if (at == end) {
                    return null;
                }
                throw new EOFException("The client has ended the connection within a head");
            }
            end += count;
        }
    }

    /** Makes room behind what was received of a head, and returns by how much that was moved. */
    private int makeRoom() throws IOException {
        int moved = at;
        if (end == in.length && at == 0) {
            if (in.length >= LONGEST_HEAD) {
                throw new MalformedRequestException(
                        431, "The head of the request is longer than " + LONGEST_HEAD + " bytes.");
            }
            in = Arrays.copyOf(in, 2 * in.length);
        } else if (at > 0) {
            System.arraycopy(in, at, in, 0, end - at);
            end -= at;
            at = 0;
        }
        return moved;
    }

    private void refuse(MalformedRequestException malformed) {
        try {
            byte[] text = (malformed.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
            out.clear();
            putLine("HTTP/1.1 " + malformed.status() + " " + Reasons.of(malformed.status()));
            putHeader("Date", date());
            putHeader("Content-Type", "text/plain; charset=utf-8");
            putHeader("Content-Length", Integer.toString(text.length));
            putHeader("Connection", "close");
            putLine("");
            write(text, 0, text.length);
            flush();
        } catch (IOException e) {
            log.debug("Cannot tell {} that its request is malformed", client, e);
        }
    }

    /** Receives a byte of a body; -1 at the end of the connection. */
    int read() throws IOException {
        return at < end || fill() ? in[at++] & 0xff : -1;
    }

    /** Receives a piece of a body, at least one byte; -1 at the end of the connection. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (at == end && length >= in.length) {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(in, at, bytes, offset, count);
        at += count;
        return count;
    }

    /** Notes that the body of a request begins to come. */
    void beginToReceive() {
        receivingSince = System.nanoTime();
    }

    /** Notes that all of it has come. */
    void endToReceive() {
        receivingSince = null;
    }

    /** Closes the connection if a body has been coming for too long. For any thread. */
    void closeIfReceiving(long now, Duration longest) {
        Long since = receivingSince;
        if (since != null && now - since > longest.toNanos()) {
            close();
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = 0;
        end = Math.max(0, channel.read(ByteBuffer.wrap(in)));
        return end > 0;
    }

    /** Adds a header to what is to be sent. */
    void putHeader(String name, String value) {
        put(name);
        put(": ");
        putLine(value);
    }

    /** Adds a line to what is to be sent. */
    void putLine(String line) {
        put(line);
        put("\r\n");
    }

    /** Each sign is one byte: the values of headers are encoded so. */
    private void put(String text) {
        int length = text.length();
        if (out.remaining() < length) {
            out = ByteBuffer.allocate(2 * out.capacity() + length).put(out.flip());
        }
        byte[] bytes = out.array();
        int to = out.position();
        for (int i = 0; i < length; i++) {
            bytes[to + i] = (byte) text.charAt(i);
        }
        out.position(to + length);
    }

    /** Sends bytes, or keeps them until more come or they are flushed. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (length <= out.remaining()) {
            out.put(bytes, offset, length);
            return;
        }
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, length);
        if (out.position() > 0) {
            ByteBuffer[] both = {out.flip(), piece};
            while (out.hasRemaining()) {
                channel.write(both);
            }
            out.clear();
        }
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
    }

    /** Sends what is to be sent. */
    void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    void close() {
        connections.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("Cannot close the connection of {}", client, e);
        }
    }
}
