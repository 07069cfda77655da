package frontdoor.pairs;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.jcajce.provider.config.ConfigurableProvider;
import org.bouncycastle.jcajce.provider.symmetric.AES;
import org.bouncycastle.jcajce.provider.symmetric.Blowfish;
import org.bouncycastle.jcajce.provider.symmetric.DES;
import org.bouncycastle.jcajce.provider.symmetric.DESede;
import org.bouncycastle.jcajce.provider.symmetric.OpenSSLPBKDF;
import org.bouncycastle.jcajce.provider.symmetric.PBEPBKDF2;
import org.bouncycastle.jcajce.provider.symmetric.PBEPKCS12;
import org.bouncycastle.jcajce.provider.symmetric.RC2;
import org.bouncycastle.jcajce.provider.symmetric.SCRYPT;
import org.bouncycastle.jcajce.provider.util.AlgorithmProvider;
import org.bouncycastle.jcajce.provider.util.AsymmetricKeyInfoConverter;

/**
 * The part of BouncyCastle's provider that opens encrypted keys, named class by class: the image holds of the library what is named
 * ({@code docker/repack}), and the whole provider finds its parts by names that it puts together.
 */
final class KeyCiphers extends Provider implements ConfigurableProvider {
    private static final long serialVersionUID = 1;
    private static final List<AlgorithmProvider> PARTS = List.of(
            new AES.Mappings(),
            new Blowfish.Mappings(),
            new DES.Mappings(),
            new DESede.Mappings(),
            new OpenSSLPBKDF.Mappings(),
            new PBEPBKDF2.Mappings(),
            new PBEPKCS12.Mappings(),
            new RC2.Mappings(),
            new SCRYPT.Mappings());

    KeyCiphers() {
        super("FrontdoorKeyCiphers", "1", "what opens encrypted keys");
        PARTS.forEach(part -> part.configure(this));
    }

    @Override
    public void addAlgorithm(String key, String className) {
        put(key, className);
    }

    @Override
    public void addAlgorithm(String key, String className, Map<String, String> attributes) {
        addAlgorithm(key, className);
        addAttributes(key, attributes);
    }

    @Override
    public void addAlgorithm(String type, ASN1ObjectIdentifier oid, String className) {
        addAlgorithm(type + "." + oid, className);
        addAlgorithm(type + ".OID." + oid, className);
    }

    @Override
    public void addAlgorithm(String type, ASN1ObjectIdentifier oid, String className, Map<String, String> attributes) {
        addAlgorithm(type, oid, className);
        addAttributes(type + "." + oid, attributes);
    }

    @Override
    public void addAttributes(String key, Map<String, String> attributes) {
        attributes.forEach((name, value) -> put(key + " " + name, value));
    }

    /** Digests are the JDK's own. */
    @Override
    public boolean hasAlgorithm(String type, String name) {
        return type.equals("MessageDigest") || containsKey(type + "." + name);
    }

    /** No part has parameters or kinds of public keys. */
    @Override
    public void setParameter(String parameterName, Object parameter) {
        throw new UnsupportedOperationException(parameterName);
    }

    @Override
    public void addKeyInfoConverter(ASN1ObjectIdentifier oid, AsymmetricKeyInfoConverter converter) {
        throw new UnsupportedOperationException(oid.toString());
    }

    @Override
    public AsymmetricKeyInfoConverter getKeyInfoConverter(ASN1ObjectIdentifier oid) {
        throw new UnsupportedOperationException(oid.toString());
    }
}
