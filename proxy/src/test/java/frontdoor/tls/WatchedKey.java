package frontdoor.tls;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A private key that remembers which threads read it. */
record WatchedKey(RSAPrivateKey key, Set<String> readers) implements RSAPrivateKey {

    WatchedKey(RSAPrivateKey key) {
        this(key, ConcurrentHashMap.newKeySet());
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

    @Override
    public BigInteger getPrivateExponent() {
        readers.add(Thread.currentThread().getName());
        return key.getPrivateExponent();
    }

    @Override
    public BigInteger getModulus() {
        return key.getModulus();
    }
}
