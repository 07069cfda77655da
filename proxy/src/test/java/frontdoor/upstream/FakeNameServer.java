package frontdoor.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback that gives every name the same addresses, or none, or an error. */
public final class FakeNameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;

    private final DatagramSocket socket;
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger serviceQueries = new AtomicInteger();
    private volatile List<String> addresses;
    private volatile int code;
    private volatile int ttl = 3_600;
    private volatile List<String> services = List.of();

    public FakeNameServer(String... addresses) throws IOException {
        this.addresses = List.of(addresses);
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::answerAll);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many queries for IPv4 addresses came. */
    int queries() {
        return queries.get();
    }

    /** How many queries for services came. */
    public int serviceQueries() {
        return serviceQueries.get();
    }

    public void setAddresses(String... addresses) {
        this.addresses = List.of(addresses);
    }

    /** Every name has these SRV records: priority, weight, port and target, with blanks between. */
    public void setServices(String... services) {
        this.services = List.of(services);
    }

    /** Seconds that what it says lives. */
    public void setTtl(int ttl) {
        this.ttl = ttl;
    }

    /** 0 is good, 2 SERVFAIL, 3 NXDOMAIN. */
    public void setCode(int code) {
        this.code = code;
    }

    private void answerAll() {
        byte[] octets = new byte[512];
        try {
            while (true) {
                DatagramPacket query = new DatagramPacket(octets, octets.length);
                socket.receive(query);
                byte[] answer = answer(octets);
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        int end = 12;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        boolean isA = query[end + 2] == A;
        if (isA) {
            queries.incrementAndGet();
        }
        boolean isSrv = query[end + 2] == SRV;
        if (isSrv) {
            serviceQueries.incrementAndGet();
        }
        List<String> given = code != 0 ? List.of() : isA ? addresses : isSrv ? services : List.of();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | code), 0, 1, 0, (byte) given.size(), 0, 0, 0, 0});
        out.write(query, 12, end + 5 - 12);
        for (String address : given) {
            // The name of the question, the type, IN.
            out.write(new byte[] {(byte) 0xc0, 12, 0, query[end + 2], 0, 1});
            out.write(ByteBuffer.allocate(4).putInt(ttl).array());
            byte[] data = isA ? InetAddress.getByName(address).getAddress() : service(address);
            out.write(new byte[] {0, (byte) data.length});
            out.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] service(String text) {
        String[] parts = text.split(" ");
        ByteBuffer data = ByteBuffer.allocate(255);
        for (int i = 0; i < 3; i++) {
            data.putShort((short) Integer.parseInt(parts[i]));
        }
        for (String label : parts[3].split("\\.")) {
            data.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.put((byte) 0);
        return Arrays.copyOf(data.array(), data.position());
    }

    @Override
    public void close() {
        socket.close();
    }
}
