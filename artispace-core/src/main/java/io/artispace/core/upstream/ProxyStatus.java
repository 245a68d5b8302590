package io.artispace.core.upstream;

import io.artispace.exchange.Response.Header;

/**
 * The header (RFC 9209) with which a registry says that it works, and that its own upstream failed. Otherwise a registry that has this one
 * as its upstream would count each of these failures as one of this registry, and leave it alone with all that it has.
 */
public final class ProxyStatus {
    private static final String NAME = "Proxy-Status";
    private static final String OURS = "ArtiSpace";

    private ProxyStatus() {}

    /** The header of an answer that passes a failure on. */
    public static Header ofFailure() {
        return new Header(NAME, OURS);
    }

    /** Tells whether an answer passes a failure on. Proxies in between may have added their names behind ours. */
    static boolean isIn(Reply reply) {
        return reply.status() == 502
                && reply.header(NAME).filter(names -> names.startsWith(OURS)).isPresent();
    }
}
