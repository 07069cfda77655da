package frontdoor.tls;

import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The form in which Netty's key cache wants to be given keys. */
final class KeyFactoryOfOne extends KeyManagerFactory {
    KeyFactoryOfOne(X509ExtendedKeyManager keys) {
        super(new Spi(keys), null, "frontdoor");
    }

    private static final class Spi extends KeyManagerFactorySpi {

        private final X509ExtendedKeyManager keys;

        private Spi(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

        @Override
        protected void engineInit(@Nullable ManagerFactoryParameters parameters) {}

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
        }
    }
}
