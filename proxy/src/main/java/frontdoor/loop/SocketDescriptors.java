package frontdoor.loop;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The calls of the system on numbers of open sockets that neither Java nor Netty has: sockets that another process has opened are put under
 * a channel of ours with them.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
final class SocketDescriptors {
    private static final int GET_FLAGS = 3;
    private static final int SET_FLAGS = 4;
    private static final int NONBLOCKING = 0x800;

    private static final MethodHandle DUP = call("dup", 1, 1);
    private static final MethodHandle DUP2 = call("dup2", 2, 2);
    private static final MethodHandle FCNTL = call("fcntl", 3, 2);

    private SocketDescriptors() {}

    @SuppressWarnings("restricted") // The launcher lets the program call the system (--enable-native-access).
    private static MethodHandle call(String name, int arguments, int firstVariadic) {
        ValueLayout.OfInt[] integers = new ValueLayout.OfInt[arguments];
        Arrays.fill(integers, ValueLayout.JAVA_INT);
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor function = FunctionDescriptor.of(ValueLayout.JAVA_INT, integers);
        return firstVariadic < arguments
                ? linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(name),
                        function,
                        Linker.Option.firstVariadicArg(firstVariadic))
                : linker.downcallHandle(linker.defaultLookup().findOrThrow(name), function);
    }

    /** Another number for the same socket. */
    static int duplicate(int descriptor) throws IOException {
        try {
            return checked((int) DUP.invokeExact(descriptor), "dup");
        } catch (Throwable failed) {
            throw told(failed);
        }
    }

    /** Makes {@code number} another one for the socket of {@code descriptor}; what it was before is closed. */
    static void replace(int number, int descriptor) throws IOException {
        try {
            checked((int) DUP2.invokeExact(descriptor, number), "dup2");
        } catch (Throwable failed) {
            throw told(failed);
        }
    }

    /** Lets calls on the socket of {@code descriptor} wait as those of {@code model} do. */
    static void alignBlocking(int descriptor, int model) throws IOException {
        setBlocking(descriptor, (flags(model) & NONBLOCKING) == 0);
    }

    /** Lets calls on the socket of {@code descriptor} wait, or not. */
    static void setBlocking(int descriptor, boolean blocking) throws IOException {
        int flags = flags(descriptor);
        int wanted = blocking ? flags & ~NONBLOCKING : flags | NONBLOCKING;
        try {
            checked((int) FCNTL.invokeExact(descriptor, SET_FLAGS, wanted), "fcntl");
        } catch (Throwable failed) {
            throw told(failed);
        }
    }

    private static int flags(int descriptor) throws IOException {
        try {
            return checked((int) FCNTL.invokeExact(descriptor, GET_FLAGS, 0), "fcntl");
        } catch (Throwable failed) {
            throw told(failed);
        }
    }

    private static int checked(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + " refused");
        }
        return result;
    }

    private static IOException told(Throwable failed) {
        return failed instanceof IOException known ? known : new IOException("a call of the system failed", failed);
    }
}
