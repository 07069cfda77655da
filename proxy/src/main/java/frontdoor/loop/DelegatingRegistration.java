package frontdoor.loop;

import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;

/** A channel's registration with its transport, through which what is asked of the kernel can be changed. */
abstract class DelegatingRegistration implements IoRegistration {
    private final IoRegistration registration;

    DelegatingRegistration(IoRegistration registration) {
        this.registration = registration;
    }

    @Override
    public long submit(IoOps ops) {
        return registration.submit(ops);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's
    public <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public boolean isValid() {
        return registration.isValid();
    }

    @Override
    public boolean cancel() {
        return registration.cancel();
    }
}
