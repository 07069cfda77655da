package frontdoor.tls;

import java.security.PrivateKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A private key that remembers which threads read it: once in each context that then holds it parsed. */
record CountedKey(PrivateKey key, List<String> readers) implements PrivateKey {

    CountedKey(PrivateKey key) {
        this(key, new CopyOnWriteArrayList<>());
    }

    @Override
    public String getAlgorithm() {
        return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
        return key.getFormat();
    }

    @Override
    public byte[] getEncoded() {
        readers.add(Thread.currentThread().getName());
        return key.getEncoded();
    }
}
