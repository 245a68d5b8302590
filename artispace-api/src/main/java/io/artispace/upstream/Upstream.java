package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A remote registry and how it is asked. Immutable; part of the definition of a {@link io.artispace.Proxy}.
 *
 * <p>The credentials are kept in the metadata store in clear text: protect it as you protect them.
 *
 * @param url its base URL: {@code http} or {@code https}, ending with a slash, without user, query and fragment
 * @param credentials what it is shown; null for nothing
 * @param documentTtl how long a document (an npm packument, {@code maven-metadata.xml}) is served before the upstream is asked whether it
 *     changed; 15 minutes by default
 * @param absenceTtl how long "not there" is remembered; 5 minutes by default
 * @param connectTimeout how long a connection may take; 10 seconds by default
 * @param idleTimeout how long the upstream may send nothing, or less than 1,024 bytes, while it owes an answer; 30 seconds by default
 * @param retries how many requests of one fetch (of a document, or of a file with its checksum) are repeated after a failure of the
 *     network, a body that broke off, a 408, 425, 429, 500, 502, 503 or 504, with growing pauses of 5 seconds at most; 2 by default, at
 *     most 10. A request is not repeated if the upstream asks for a longer pause ({@code Retry-After}), or if the body of a file of
 *     more than 256 KiB breaks off, which is handed on as it comes
 * @param redirects where the upstream may send us; within its own origin by default
 * @param addresses which addresses it may have; public ones by default
 * @param contentCheck whether an HTML page in the place of a package's file is refused; it is by default
 * @param maxDocumentSize the largest document it may send, in bytes after decoding; 128 MiB by default
 * @param maxFileSize the largest file it may send, in bytes; the registry's own limit
 *     ({@link io.artispace.Limits#maxFileSize()}) counts as well, and is the only one by default
 * @param offline whether the upstream is not asked at all and only what is stored is served; false by default
 * @param forwardProxy the HTTP proxy through which it is asked; null for none but the one that the JDK is set up with, if any
 */
public record Upstream(
        URI url,
        @Nullable Credentials credentials,
        Duration documentTtl,
        Duration absenceTtl,
        Duration connectTimeout,
        Duration idleTimeout,
        int retries,
        Redirects redirects,
        Addresses addresses,
        boolean contentCheck,
        long maxDocumentSize,
        long maxFileSize,
        boolean offline,
        @Nullable ForwardProxy forwardProxy) {
    /** Where an upstream may redirect to. */
    public enum Redirects {
        /** Its own scheme, host and port; the default. */
        SAME_ORIGIN,
        /** Any {@code https} address, and {@code http} where the upstream itself is asked by it; never with credentials. */
        ANYWHERE
    }

    /** Which addresses may be connected to. */
    public enum Addresses {
        /**
         * Neither loopback nor private, link-local, multicast or other special addresses; the default. The address of a name that only the
         * forward proxy can look up is not checked.
         */
        PUBLIC_ONLY,
        /** Any, for an upstream within the own network. */
        ANY
    }

    /**
     * Checks the URL and the numbers.
     *
     * @throws InvalidInputException if the URL is not one of an upstream, or a number is out of range
     */
    public Upstream {
        requireNonNull(redirects, "redirects");
        requireNonNull(addresses, "addresses");
        checkUrl(url);
        if (retries < 0 || retries > 10) {
            throw new InvalidInputException("An upstream can be asked again 0 to 10 times, not " + retries + ".");
        }
        checkPositive("connect timeout", connectTimeout);
        checkPositive("idle timeout", idleTimeout);
        if (documentTtl.isNegative() || absenceTtl.isNegative()) {
            throw new InvalidInputException("The times for which an upstream's answers are kept must not be negative.");
        }
        if (maxDocumentSize < 1 || maxFileSize < 1) {
            throw new InvalidInputException("What an upstream may send must be at least one byte: maxDocumentSize="
                    + maxDocumentSize + ", maxFileSize=" + maxFileSize + ".");
        }
    }

    private static void checkUrl(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean proper = (scheme.equals("http") || scheme.equals("https"))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawPath().endsWith("/");
        if (!proper) {
            throw new InvalidInputException("Cannot use " + Quote.of(withoutSecrets(url))
                    + " as an upstream: it must be a http or https URL that ends with a slash, without query and fragment,"
                    + " of a host whose name has letters, digits, '-' and '.' only.");
        }
    }

    private static void checkPositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new InvalidInputException("The " + what + " of an upstream must be longer than " + duration + ".");
        }
    }

    /**
     * Leaves out of a URL what may be a password or a token. {@link URI} finds the user only in URLs with a proper host, so the text is
     * searched; where an {@code @} comes after a question mark, either may belong to the password.
     */
    private static String withoutSecrets(URI url) {
        return url.toString()
                .replaceFirst("^(\\w*:/*)?.*[?#].*@.*", "$1***")
                .replaceFirst("^(\\w*:/*)?.*@", "$1***@")
                .replaceFirst("([?#]).*", "$1***");
    }

    /**
     * An upstream with the default settings.
     *
     * @param url its base URL; a missing slash at its end is added, and {@code user:password@} becomes its credentials
     * @return the upstream
     * @throws InvalidInputException if it is not the URL of an upstream
     */
    public static Upstream at(URI url) {
        String user = url.getRawUserInfo();
        String text = user == null ? url.toString() : url.toString().replace("//" + user + "@", "//");
        boolean slash = text.endsWith("/") || url.getRawQuery() != null || url.getRawFragment() != null;
        Upstream upstream = new UpstreamDraft(URI.create(slash ? text : text + "/")).upstream();
        return user == null ? upstream : upstream.withCredentials(ofUserInfo(user));
    }

    private static Credentials ofUserInfo(String raw) {
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return Credentials.basic(decoded(user), Secret.of(decoded(password)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** {@return what the upstream is shown; empty if there are none} */
    public Optional<Credentials> authentication() {
        return Optional.ofNullable(credentials);
    }

    /**
     * Sets what the upstream is shown.
     *
     * @param other the credentials
     * @return a changed copy
     */
    public Upstream withCredentials(Credentials other) {
        return changed(draft -> draft.credentials = other);
    }

    /**
     * Sets how long answers are kept.
     *
     * @param documents see {@link #documentTtl()}
     * @param absence see {@link #absenceTtl()}
     * @return a changed copy
     */
    public Upstream keeping(Duration documents, Duration absence) {
        return changed(draft -> {
            draft.documentTtl = documents;
            draft.absenceTtl = absence;
        });
    }

    /**
     * Sets how long the upstream may take.
     *
     * @param connect see {@link #connectTimeout()}
     * @param idle see {@link #idleTimeout()}
     * @return a changed copy
     */
    public Upstream waiting(Duration connect, Duration idle) {
        return changed(draft -> {
            draft.connectTimeout = connect;
            draft.idleTimeout = idle;
        });
    }

    /**
     * Sets how often a request is repeated.
     *
     * @param times see {@link #retries()}
     * @return a changed copy
     */
    public Upstream retrying(int times) {
        return changed(draft -> draft.retries = times);
    }

    /**
     * Sets where the upstream may redirect to.
     *
     * @param where see {@link Redirects}
     * @return a changed copy
     */
    public Upstream redirecting(Redirects where) {
        return changed(draft -> draft.redirects = where);
    }

    /** {@return the HTTP proxy through which the upstream is asked; empty for none but the one that the JDK is set up with, if any} */
    public Optional<ForwardProxy> through() {
        return Optional.ofNullable(forwardProxy);
    }

    /**
     * Asks the upstream through an HTTP proxy.
     *
     * @param proxy the proxy
     * @return a changed copy
     */
    public Upstream through(ForwardProxy proxy) {
        return changed(draft -> draft.forwardProxy = proxy);
    }

    /**
     * Allows the upstream to be at a loopback or private address.
     *
     * @return a changed copy
     */
    public Upstream atAnyAddress() {
        return changed(draft -> draft.addresses = Addresses.ANY);
    }

    /**
     * Accepts HTML pages in the place of packages' files.
     *
     * @return a changed copy
     */
    public Upstream withoutContentCheck() {
        return changed(draft -> draft.contentCheck = false);
    }

    /**
     * Limits what the upstream may send. What is larger is refused, and nothing of it is kept.
     *
     * @param documentBytes see {@link #maxDocumentSize()}
     * @param fileBytes see {@link #maxFileSize()}
     * @return a changed copy
     */
    public Upstream sending(long documentBytes, long fileBytes) {
        return changed(draft -> {
            draft.maxDocumentSize = documentBytes;
            draft.maxFileSize = fileBytes;
        });
    }

    /**
     * Stops asking the upstream, and serves what is stored, however old it is; that counts as no failure and makes no event. A request for
     * something that is not stored fails with {@link io.artispace.UpstreamFailedException}, since nobody can tell whether it exists.
     *
     * @return a changed copy
     */
    public Upstream goneOffline() {
        return changed(draft -> draft.offline = true);
    }

    /**
     * Asks the upstream again.
     *
     * @return a changed copy
     */
    public Upstream backOnline() {
        return changed(draft -> draft.offline = false);
    }

    private Upstream changed(Consumer<UpstreamDraft> change) {
        UpstreamDraft draft = new UpstreamDraft(this);
        change.accept(draft);
        return draft.upstream();
    }
}
