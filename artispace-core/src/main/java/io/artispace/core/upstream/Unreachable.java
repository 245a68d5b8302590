package io.artispace.core.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why an upstream gave no answer, in words that clients may see. The JDK's own messages name addresses, which belong in the log
 * only.
 */
final class Unreachable {
    private Unreachable() {}

    static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String reason = known(cause);
            if (reason != null) {
                return reason;
            }
        }
        return "the connection to the upstream broke off before it had answered";
    }

    private static @Nullable String known(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "the name of the upstream's host has no address";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "the upstream could not be connected to in time";
        }
        if (cause instanceof HttpTimeoutException) {
            return "the upstream did not answer in time";
        }
        if (cause instanceof SSLException) {
            return "no secure connection to the upstream came about (if its certificate is of an authority of your own, have the registry's Java trust that)";
        }
        if (cause instanceof ProtocolException) {
            return "what the upstream answered is no HTTP";
        }
        // The JDK also reports an unknown address with this exception, as its cause.
        return cause instanceof ConnectException && !(cause.getCause() instanceof UnresolvedAddressException)
                ? "the upstream could not be connected to"
                : null;
    }
}
