package io.artispace.upstream;

import io.artispace.upstream.Upstream.Addresses;
import io.artispace.upstream.Upstream.Redirects;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An upstream in the making: the defaults, or the settings of another, until some are changed. */
final class UpstreamDraft {
    private final URI url;

    @Nullable
    Credentials credentials;

    Duration documentTtl = Duration.ofMinutes(15);
    Duration absenceTtl = Duration.ofMinutes(5);
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration idleTimeout = Duration.ofSeconds(30);
    int retries = 2;
    Redirects redirects = Redirects.SAME_ORIGIN;
    Addresses addresses = Addresses.PUBLIC_ONLY;
    boolean contentCheck = true;
    long maxDocumentSize = 128L * 1024 * 1024;
    long maxFileSize = Long.MAX_VALUE;
    boolean offline;

    @Nullable
    ForwardProxy forwardProxy;

    UpstreamDraft(URI url) {
        this.url = url;
    }

    UpstreamDraft(Upstream other) {
        this(other.url());
        credentials = other.credentials();
        documentTtl = other.documentTtl();
        absenceTtl = other.absenceTtl();
        connectTimeout = other.connectTimeout();
        idleTimeout = other.idleTimeout();
        retries = other.retries();
        redirects = other.redirects();
        addresses = other.addresses();
        contentCheck = other.contentCheck();
        maxDocumentSize = other.maxDocumentSize();
        maxFileSize = other.maxFileSize();
        offline = other.offline();
        forwardProxy = other.forwardProxy();
    }

    Upstream upstream() {
        return new Upstream(
                url,
                credentials,
                documentTtl,
                absenceTtl,
                connectTimeout,
                idleTimeout,
                retries,
                redirects,
                addresses,
                contentCheck,
                maxDocumentSize,
                maxFileSize,
                offline,
                forwardProxy);
    }
}
