package frontdoor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends any octets and reads HTTP/1 answers; over TLS or not is the socket's affair. */
final class Http1Client implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Http1Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
    }

    Http1Client send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request and reads its answer. */
    Answer exchange(Request request) throws IOException {
        return send(request.http1()).read(request.method());
    }

    /** Reads the answer to a request with this method. */
    Answer read(String method) throws IOException {
        List<String> interims = new ArrayList<>();
        while (true) {
            String status = line();
            if (status.isEmpty()) {
                return new Answer(interims, 0, List.of(), "", false, false);
            }
            int code = Integer.parseInt(status.substring(9, 12));
            List<String> fields = fields();
            if (code / 100 != 1 || code == 101) {
                return body(interims, code, fields, method);
            }
            interims.add(code + " " + fields);
        }
    }

    private List<String> fields() throws IOException {
        List<String> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
        }
        return fields;
    }

    private Answer body(List<String> interims, int status, List<String> fields, String method) throws IOException {
        Answer head = new Answer(interims, status, fields, "", true, !fields.contains("connection: close"));
        if (method.equals("HEAD") || status == 204 || status == 304 || status == 101) {
            return head;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete;
        try {
            complete = readBody(head, body);
        } catch (EOFException cut) {
            complete = false;
        }
        String text = body.toString(StandardCharsets.ISO_8859_1);
        return new Answer(interims, status, fields, text, complete, complete && head.open());
    }

    private boolean readBody(Answer head, ByteArrayOutputStream body) throws IOException {
        if (!head.values("transfer-encoding").isEmpty()) {
            int size;
            while ((size = Integer.parseInt(chunkSize(), 16)) > 0) {
                copy(size, body);
                line();
            }
            line();
        } else if (!head.values("content-length").isEmpty()) {
            copy(Integer.parseInt(head.value("content-length")), body);
        } else {
            in.transferTo(body);
        }
        return true;
    }

    private String chunkSize() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            throw new EOFException();
        }
        return line;
    }

    private void copy(int size, ByteArrayOutputStream body) throws IOException {
        for (int i = 0; i < size; i++) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            body.write(octet);
        }
    }

    /** The next line without its end; what was there at the end of the input. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        while ((octet = readOctet()) >= 0 && octet != '\n') {
            line.append((char) octet);
        }
        return line.toString().replace("\r", "");
    }

    /** A reset is an end, too. */
    private int readOctet() throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Reads this many octets. */
    String read(int octets) throws IOException {
        return new String(in.readNBytes(octets), StandardCharsets.ISO_8859_1);
    }

    /** Everything until the other side ends the connection. */
    String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        int octet;
        while ((octet = readOctet()) >= 0) {
            all.append((char) octet);
        }
        return all.toString();
    }

    /** Sends FIN and can still read. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
