package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.Quote;
import io.artispace.UpstreamFailedException;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one upstream: follows its redirects under the proxy's rules, repeats what may succeed the next time, and leaves it alone when it keeps
 * failing. Its messages name the proxy and never the upstream's address. Thread-safe.
 */
final class UpstreamClient {
    private static final int HOPS = 5;
    private static final Set<Integer> WORTH_REPEATING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int FORWARD_PROXY_REFUSES = 407;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final String proxy;
    private final Upstream upstream;
    private final Supplier<HttpClient> http;
    private final UpstreamThreads threads;
    private final Breaker breaker;
    private final InstantSource clock;

    UpstreamClient(
            String proxy,
            Upstream upstream,
            Supplier<HttpClient> http,
            UpstreamThreads threads,
            Breaker breaker,
            InstantSource clock) {
        this.proxy = proxy;
        this.upstream = upstream;
        this.http = http;
        this.threads = threads;
        this.breaker = breaker;
        this.clock = clock;
    }

    /** What is asked for. */
    private record Question(
            String method, String location, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        static Question of(String method, String location) {
            return of(method, location, Map.of());
        }

        static Question of(String method, String location, Map<String, String> headers) {
            return new Question(method, location, headers, HttpRequest.BodyPublishers.noBody());
        }
    }

    /** Makes what one fetch takes its repeats from: as many as the proxy's definition allows. */
    Attempts attempts() {
        return new Attempts(upstream.retries(), threads);
    }

    /** Makes what a request takes no repeats from. */
    Attempts once() {
        return new Attempts(0, threads);
    }

    /**
     * Asks with GET for a location of the upstream, or an absolute URL. Answers 200, 404 and 410, and 304 if the headers have a condition; fails for everything else.
     *
     * @param attempts the fetch's; whoever reads the body takes its own repeats from there, too
     */
    Reply get(String location, Map<String, String> headers, Attempts attempts) {
        return arriving(ask(Question.of("GET", location, headers), attempts, null));
    }

    /**
     * Does the same for a file.
     *
     * @param early the first attempt, if that was made ahead
     */
    Reply file(String location, Attempts attempts, @Nullable SentRequest early) {
        return arriving(beside(location, attempts, early));
    }

    /** Does the same for what belongs to a file that is on its way: only the file itself, once it is whole, shows that the upstream works. */
    Reply beside(String location, Attempts attempts, @Nullable SentRequest early) {
        return ask(Question.of("GET", location), attempts, early);
    }

    /**
     * Sends a request with GET for what may turn out not to be needed. Nothing of it is noted before it is taken.
     *
     * @return empty where the upstream is not to be asked for more than it has to be, since it failed, or cannot be asked for this
     */
    Optional<SentRequest> early(String location) {
        if (upstream.offline() || !breaker.isWell()) {
            return Optional.empty();
        }
        try {
            URI url = resolve(upstream.url(), location);
            check(url);
            return Optional.of(send(Question.of("GET", location), url));
        } catch (IOException told) {
            // Whoever needs it asks, and finds out.
            return Optional.empty();
        }
    }

    /** Tells whether a location is the one that a path has below the upstream's URL. */
    boolean isAt(String location, FilePath path) {
        try {
            return resolve(upstream.url(), location).equals(resolve(upstream.url(), path.value()));
        } catch (RefusedException nowhere) {
            return false;
        }
    }

    /** Asks with HEAD. */
    Reply head(String location) {
        return arrived(ask(Question.of("HEAD", location), attempts(), null));
    }

    /** Asks with HEAD, once: what does not answer it is asked with GET. */
    Reply peek(String location) {
        return arrived(ask(Question.of("HEAD", location), once(), null));
    }

    /** Asks with POST, once. */
    Reply post(String location, Map<String, String> headers, byte[] body) {
        return arriving(ask(
                new Question("POST", location, headers, HttpRequest.BodyPublishers.ofByteArray(body)), once(), null));
    }

    /** A body is still to come of 200 alone. */
    private Reply arriving(Reply reply) {
        return reply.status() == 200 ? reply : arrived(reply);
    }

    private Reply arrived(Reply reply) {
        arrived();
        return reply;
    }

    private Reply ask(Question question, Attempts attempts, @Nullable SentRequest early) {
        String location = question.location();
        if (upstream.offline()) {
            throw new UpstreamFailedException(cannot(location)
                    + "the proxy is offline, and it is not stored. Bring the proxy online, or use what is stored.");
        }
        Instant now = clock.instant();
        Breaker.Leave leave = breaker.enter(now).orElseThrow(() -> leftAlone(location, now));
        try {
            Reply reply = askAgainAndAgain(question, attempts, early, leave);
            leave.answered();
            return reply;
        } finally {
            leave.giveBack();
        }
    }

    private UpstreamFailedException leftAlone(String location, Instant now) {
        String until = breaker.openUntil(now)
                .map(end -> "until " + end)
                .orElse("until a request that is on its way has found out whether it is back");
        return new UpstreamFailedException(
                cannot(location) + "the upstream failed several times in a row and is left alone " + until + ".");
    }

    private Reply askAgainAndAgain(
            Question question, Attempts attempts, @Nullable SentRequest early, Breaker.Leave leave) {
        String location = question.location();
        while (true) {
            try {
                Reply reply = follow(question, leave, early == null || early.isTaken() ? null : early);
                if (reply.status() == 200
                        || reply.status() == 304 && isConditional(question.headers())
                        || reply.isAbsent()) {
                    return reply;
                }
                reply.close();
                Duration wish = retryAfter(reply);
                if (isRefusal(reply.status()) && wish.compareTo(Duration.ZERO) <= 0) {
                    leave.answered();
                    throw refusal(location, reply.status());
                }
                if (!WORTH_REPEATING.contains(reply.status()) || !attempts.again(wish)) {
                    throw failed(location, "the upstream answered " + reply.status(), null, wish);
                }
            } catch (RefusedException ours) {
                throw refused(location, ours.reason(), ours);
            } catch (MisledException misled) {
                throw failed(location, misled.reason(), misled);
            } catch (IOException e) {
                if (!attempts.again(Duration.ZERO)) {
                    throw failed(location, Unreachable.reason(e), e);
                }
            }
        }
    }

    /** Whoever asks for a thing as such, and is told that it did not change, was told nothing: there are no bytes in that. */
    private static boolean isConditional(Map<String, String> headers) {
        return headers.containsKey("If-None-Match") || headers.containsKey("If-Modified-Since");
    }

    /** An upstream that says so of single names is alive; one that also wishes to be left alone for a while, as some do with a 403, is to be. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && !WORTH_REPEATING.contains(status) && status != FORWARD_PROXY_REFUSES;
    }

    /** Notes that an answer of 200 came whole; of the others the client notes it itself. */
    void arrived() {
        breaker.succeeded();
    }

    /** Notes that an answer cannot be used, which is no sign that the next one could not, and makes the exception that tells of it. */
    UpstreamFailedException refused(String location, String why, Exception cause) {
        String advice = cause instanceof RefusedException
                ? ". This stays so until the upstream's answer or the proxy's definition is another."
                : ". Try again later.";
        String message = cannot(location) + why + advice;
        breaker.refused(message);
        return new UpstreamFailedException(message, cause);
    }

    private UpstreamFailedException refusal(String location, int status) {
        String message = cannot(location) + "the upstream answered " + status
                + ". Check the proxy's credentials, and what they may read there.";
        breaker.refused(message);
        return new UpstreamFailedException(message);
    }

    /** Notes a failure and makes the exception that tells of it. */
    UpstreamFailedException failed(String location, String why, Exception cause) {
        return failed(location, why, cause, Duration.ZERO);
    }

    private UpstreamFailedException failed(String location, String why, @Nullable Exception cause, Duration wish) {
        Instant now = clock.instant();
        String message = cannot(location) + why + ". Try again later.";
        breaker.failed(message, now, now.plus(wish));
        return cause == null ? new UpstreamFailedException(message) : new UpstreamFailedException(message, cause);
    }

    private String cannot(String location) {
        String shown = location.contains("://") ? "a file" : Quote.of(location);
        return "Cannot get " + shown + " for the proxy " + Quote.of(proxy) + ": ";
    }

    /** How long the upstream wishes to be left alone; zero or less if it said nothing, or it is over. */
    private Duration retryAfter(Reply reply) {
        String text = reply.header("Retry-After").orElse("0");
        try {
            return Duration.ofSeconds(Math.max(0, Math.min(Long.parseLong(text.strip()), 86_400)));
        } catch (NumberFormatException aDate) {
            return Reply.date(text)
                    .map(date -> Duration.between(clock.instant(), date))
                    .orElse(Duration.ZERO);
        }
    }

    /** @param first what was sent already of it */
    private Reply follow(Question question, Breaker.Leave leave, @Nullable SentRequest first) throws IOException {
        URI url = resolve(upstream.url(), question.location());
        SentRequest sent = first;
        for (int hop = 0; hop <= HOPS; hop++) {
            try {
                check(url);
            } catch (RefusedException ours) {
                if (hop > 0) {
                    // Whoever redirects is alive, wherever to.
                    leave.answered();
                }
                throw ours;
            }
            HttpResponse<InputStream> response =
                    (sent == null ? send(question, url) : sent).await(upstream.idleTimeout());
            Reply reply = new Reply(response, response.body());
            if (!REDIRECTS.contains(reply.status()) && reply.isOfOneLength()) {
                return new Reply(response, watched(response.body()));
            }
            reply.close();
            if (!REDIRECTS.contains(reply.status())) {
                throw new MisledException("the upstream does not say in one way how long its answer is");
            }
            url = target(url, response);
            sent = null;
        }
        throw new MisledException("it redirects more than " + HOPS + " times");
    }

    private void check(URI url) throws IOException {
        checkOrigin(url);
        Addresses.check(url, upstream);
    }

    private InputStream watched(InputStream body) {
        try {
            return new Watchdog(body, upstream.idleTimeout(), threads.watching());
        } catch (RejectedExecutionException closed) {
            close(body);
            throw new UpstreamFailedException("The registry was closed while it asked an upstream.", closed);
        }
    }

    private static URI target(URI from, HttpResponse<InputStream> redirect) throws MisledException {
        String target = redirect.headers()
                .firstValue("Location")
                .orElseThrow(() -> new MisledException("it redirects without saying where to"));
        try {
            return resolve(from, target);
        } catch (RefusedException nowhere) {
            throw new MisledException("it redirects to a place that is no URL");
        }
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

    private void checkOrigin(URI url) throws RefusedException {
        if (isOwnOrigin(url)) {
            return;
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean asSafe = scheme.equals("https")
                || scheme.equals("http") && upstream.url().getScheme().equalsIgnoreCase("http");
        if (upstream.redirects() != Redirects.ANYWHERE || !asSafe) {
            throw new RefusedException("it leads to another origin, which the proxy's definition does not allow");
        }
    }

    private boolean isOwnOrigin(URI url) {
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

    private SentRequest send(Question question, URI url) throws RefusedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(question.method(), question.body())
                .header("User-Agent", "ArtiSpace");
        question.headers().forEach(request::header);
        upstream.through()
                .flatMap(ForwardProxy::authentication)
                .ifPresent(credentials -> request.header("Proxy-Authorization", credentials.headerValue()));
        if (isOwnOrigin(url)) {
            upstream.authentication()
                    .ifPresent(credentials -> request.header(credentials.headerName(), credentials.headerValue()));
        }
        return SentRequest.send(http.get(), request.build());
    }

    private static void close(InputStream unwanted) {
        try {
            unwanted.close();
        } catch (IOException ignored) {
            // Nobody reads it.
        }
    }
}
