package io.artispace.core.upstream;

import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Refuses to connect to addresses within the own network, where an upstream (or whoever controls its name) could have us fetch what is not
 * meant for it. The address is looked up here and, moments later, once more by the connection; the JDK keeps the first answer meanwhile.
 */
final class Addresses {
    private Addresses() {}

    /**
     * Checks where a URL leads.
     *
     * @throws RefusedException if it leads to an address that the upstream must not have
     * @throws IOException if the host is unknown
     */
    static void check(URI url, Upstream upstream) throws IOException {
        if (upstream.addresses() == Upstream.Addresses.ANY) {
            return;
        }
        for (InetAddress address : lookUp(url.getHost(), upstream)) {
            if (isSpecial(address)) {
                throw new RefusedException(
                        "it is at a loopback, private or otherwise special address, which its definition does not allow");
            }
        }
    }

    private static InetAddress[] lookUp(String host, Upstream upstream) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            if (upstream.through().isPresent()) {
                // Networks behind a forward proxy often know no names of outside: the proxy looks them up.
                return new InetAddress[0];
            }
            throw unknown;
        }
    }

    private static boolean isSpecial(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address.getAddress(), address instanceof Inet6Address);
    }

    /**
     * Recognises the special addresses for which {@link InetAddress} has no method: RFC 6598, RFC 1122, RFC 2544, RFC 1112, RFC 4291, RFC
     * 3056, RFC 4380.
     */
    private static boolean isSpecial(byte[] address, boolean six) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        if (six) {
            // All else is local, reserved, or an IPv4 address in another spelling.
            boolean global = (first & 0xe0) == 0x20;
            boolean tunnelled =
                    first == 0x20 && (second == 0x02 || second == 0x01 && address[2] == 0 && address[3] == 0);
            return !global || tunnelled;
        }
        boolean carrier = first == 100 && (second & 0xc0) == 64;
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        boolean protocol = first == 192 && second == 0 && address[2] == 0;
        return first == 0 || first >= 240 || carrier || benchmark || protocol;
    }
}
