package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/**
 * Where requests to one upstream go: resolves locations and redirects, and refuses those that the proxy's definition does not allow.
 * Immutable.
 */
final class UpstreamUrls {
    private final Upstream upstream;

    UpstreamUrls(Upstream upstream) {
        this.upstream = upstream;
    }

    /**
     * Resolves a location.
     *
     * @param location relative to the upstream's URL, or an absolute URL
     * @throws RefusedException if that is no URL
     */
    URI of(String location) throws RefusedException {
        return resolve(upstream.url(), location);
    }

    /**
     * Resolves what a redirect says.
     *
     * @param from what was asked for
     * @param location the redirect's {@code Location}
     * @throws MisledException if that is no URL
     */
    static URI redirected(URI from, String location) throws MisledException {
        try {
            return resolve(from, location);
        } catch (RefusedException nowhere) {
            throw new MisledException("it redirects to a place that is no URL");
        }
    }

    /** Tells whether a location is the one that a path has below the upstream's URL. */
    boolean isAt(String location, FilePath path) {
        try {
            return of(location).equals(of(path.value()));
        } catch (RefusedException nowhere) {
            return false;
        }
    }

    /**
     * Checks that a URL may be asked.
     *
     * @throws RefusedException if it leads to another origin, or to an address, that the proxy's definition does not allow
     * @throws IOException if its host is unknown
     */
    void check(URI url) throws IOException {
        if (!isOwnOrigin(url) && !mayLeadTo(url)) {
            throw new RefusedException("it leads to another origin, which the proxy's definition does not allow");
        }
        Addresses.check(url, upstream);
    }

    /** Other origins are allowed by the definition only, and never without TLS where the upstream itself has it. */
    private boolean mayLeadTo(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean asSafe = scheme.equals("https")
                || scheme.equals("http") && upstream.url().getScheme().equalsIgnoreCase("http");
        return upstream.redirects() == Redirects.ANYWHERE && asSafe;
    }

    /** Tells whether a URL has the scheme, host and port of the upstream, which alone is sent the credentials. */
    boolean isOwnOrigin(URI url) {
        URI own = upstream.url();
        return own.getScheme().equalsIgnoreCase(url.getScheme())
                && own.getHost().equalsIgnoreCase(url.getHost())
                && port(own) == port(url);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static URI resolve(URI base, String location) throws RefusedException {
        try {
            URI url = base.resolve(location);
            if (url.getHost() == null) {
                throw new RefusedException("it names a place that is no URL");
            }
            return url;
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException("it names a place that is no URL");
        }
    }
}
