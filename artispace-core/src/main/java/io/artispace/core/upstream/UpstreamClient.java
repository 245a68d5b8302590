package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.UpstreamFailedException;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one upstream: follows its redirects under the proxy's rules ({@link UpstreamUrls}), repeats what may succeed the next time ({@link
 * Attempts}), and leaves it alone when it keeps failing ({@link Breaker}). Thread-safe.
 */
public final class UpstreamClient {
    private static final int HOPS = 5;
    private static final Set<Integer> WORTH_REPEATING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> NOT_OFFERED = Set.of(405, 501);
    private static final int FORWARD_PROXY_REFUSES = 407;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Upstream upstream;
    private final UpstreamUrls urls;
    private final UpstreamFailures failures;
    private final Supplier<HttpClient> http;
    private final UpstreamThreads threads;
    private final Breaker breaker = new Breaker();
    private final InstantSource clock;

    /**
     * Creates a client.
     *
     * @param proxy the name of the proxy, for messages
     * @param upstream what is asked, and under which rules
     * @param threads of the registry
     * @param clock the source of time
     */
    public UpstreamClient(String proxy, Upstream upstream, UpstreamThreads threads, InstantSource clock) {
        this(proxy, upstream, () -> threads.clients().of(upstream), threads, clock);
    }

    UpstreamClient(
            String proxy, Upstream upstream, Supplier<HttpClient> http, UpstreamThreads threads, InstantSource clock) {
        this.upstream = upstream;
        this.urls = new UpstreamUrls(upstream);
        this.failures = new UpstreamFailures(proxy, breaker, threads, clock);
        this.http = http;
        this.threads = threads;
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

        /** Without a condition, an answer that nothing changed (304) tells nothing: there are no bytes in it. */
        boolean isConditional() {
            return headers.containsKey("If-None-Match") || headers.containsKey("If-Modified-Since");
        }

        boolean isAnsweredBy(Reply reply) {
            return reply.status() == 200
                    || reply.status() == 304 && isConditional()
                    || reply.isAbsent()
                    || method.equals("POST") && NOT_OFFERED.contains(reply.status());
        }
    }

    /** Makes the budget of repeats for one fetch: as many as the proxy's definition allows. */
    public Attempts attempts() {
        return new Attempts(upstream.retries(), threads);
    }

    /** Makes the budget for a request that is not repeated. */
    public Attempts once() {
        return new Attempts(0, threads);
    }

    /**
     * Asks with GET for a location of the upstream, or an absolute URL. Returns answers of 200, 404 and 410, and of 304 if the headers have
     * a condition; fails for everything else.
     *
     * @param attempts the fetch's budget; whoever reads the body takes its own repeats from there, too
     */
    public Reply get(String location, Map<String, String> headers, Attempts attempts) {
        return arriving(ask(Question.of("GET", location, headers), attempts, null));
    }

    /**
     * Asks for a file, as {@link #get} does.
     *
     * @param early the first attempt, if that was made ahead
     */
    public Reply file(String location, Attempts attempts, @Nullable SentRequest early) {
        return arriving(beside(location, attempts, early));
    }

    /**
     * Asks for what belongs to a file that is on its way, such as its checksum: only the file itself, once it is whole, shows that the
     * upstream works.
     */
    public Reply beside(String location, Attempts attempts, @Nullable SentRequest early) {
        return ask(Question.of("GET", location), attempts, early);
    }

    /**
     * Sends a request with GET whose answer may turn out not to be needed. The breaker hears nothing of it before somebody takes it.
     *
     * @return empty if the proxy is offline, its upstream failed lately, or the location cannot be asked for
     */
    public Optional<SentRequest> early(String location) {
        if (upstream.offline() || !breaker.isWell()) {
            return Optional.empty();
        }
        try {
            URI url = urls.of(location);
            urls.check(url);
            return Optional.of(send(Question.of("GET", location), url));
        } catch (IOException told) {
            // Ignored here: if the answer is needed, it is asked for again, and that request reports the failure.
            return Optional.empty();
        }
    }

    /** Tells whether a location is the one that a path has below the upstream's URL. */
    public boolean isAt(String location, FilePath path) {
        return urls.isAt(location, path);
    }

    /** Asks with HEAD. */
    public Reply head(String location) {
        return arrived(ask(Question.of("HEAD", location), attempts(), null));
    }

    /** Asks with HEAD, once: if that fails, the caller asks with GET. */
    public Reply peek(String location) {
        return arrived(ask(Question.of("HEAD", location), once(), null));
    }

    /** Asks with POST, once. Returns answers of 405 and 501 as well: the upstream works, and does not offer this. */
    public Reply post(String location, Map<String, String> headers, byte[] body) {
        return arriving(ask(
                new Question("POST", location, headers, HttpRequest.BodyPublishers.ofByteArray(body)), once(), null));
    }

    /** Notes that an answer is complete, unless it is a 200, whose body is still to come. */
    private Reply arriving(Reply reply) {
        return reply.status() == 200 ? reply : arrived(reply);
    }

    private Reply arrived(Reply reply) {
        arrived();
        return reply;
    }

    /** Tells whether the registry is being closed: what fails then says nothing of the upstream. */
    public boolean isClosing() {
        return threads.isClosing();
    }

    /** Notes that an answer of 200 came whole; of all other answers the client notes it itself. */
    public void arrived() {
        breaker.succeeded();
    }

    /** Notes that an answer cannot be used, which does not mean that the upstream is down, and makes the exception that tells of it. */
    public UpstreamFailedException refused(String location, String why, Exception cause) {
        return failures.refused(location, why, cause);
    }

    /** Notes a failure and makes the exception that tells of it. */
    public UpstreamFailedException failed(String location, String why, Exception cause) {
        return failures.failed(location, why, cause, Duration.ZERO);
    }

    /** See {@link io.artispace.ProxyRepository#upstream}. */
    public UpstreamStatus status() {
        return breaker.status(upstream.offline(), clock.instant());
    }

    /** Forgets all failures. */
    public void reset() {
        breaker.reset();
    }

    private Reply ask(Question question, Attempts attempts, @Nullable SentRequest early) {
        String location = question.location();
        if (upstream.offline()) {
            throw failures.offline(location);
        }
        Instant now = clock.instant();
        Breaker.Leave leave = breaker.enter(now).orElseThrow(() -> failures.leftAlone(location, now));
        try {
            Reply reply = askAgainAndAgain(question, attempts, early, leave);
            leave.answered();
            return reply;
        } finally {
            leave.giveBack();
        }
    }

    private Reply askAgainAndAgain(
            Question question, Attempts attempts, @Nullable SentRequest early, Breaker.Leave leave) {
        String location = question.location();
        while (true) {
            try {
                Reply reply = follow(question, leave, early == null || early.isTaken() ? null : early);
                if (question.isAnsweredBy(reply)) {
                    return reply;
                }
                reply.close();
                demandRepeat(location, reply, attempts, leave);
            } catch (RefusedException ours) {
                throw refused(location, ours.reason(), ours);
            } catch (MisledException misled) {
                throw failed(location, misled.reason(), misled);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw isClosing()
                        ? failed(location, "the registry was closed", e)
                        : new UpstreamFailedException("Asking an upstream was interrupted.", e);
            } catch (IOException e) {
                if (!attempts.again(Duration.ZERO)) {
                    throw failed(location, Unreachable.reason(e), e);
                }
            }
        }
    }

    /** Pauses before the same is asked again; fails if the answer is not worth that, or nothing may be repeated any more. */
    private void demandRepeat(String location, Reply reply, Attempts attempts, Breaker.Leave leave) {
        if (ProxyStatus.isIn(reply)) {
            leave.answered();
            throw failures.passedOn(location);
        }
        Duration wish = retryAfter(reply);
        if (isRefusal(reply.status()) && wish.compareTo(Duration.ZERO) <= 0) {
            leave.answered();
            throw failures.refusal(location, reply.status());
        }
        if (!WORTH_REPEATING.contains(reply.status()) || !attempts.again(wish)) {
            throw failures.failed(location, "the upstream answered " + reply.status(), null, wish);
        }
    }

    /**
     * Tells whether a status refuses only what was asked for, by an upstream that works. One that says besides how long it wishes to be
     * left alone, as some do with a 403, refuses everything; the caller looks at that.
     */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && !WORTH_REPEATING.contains(status) && status != FORWARD_PROXY_REFUSES;
    }

    /** Reads how long the upstream wishes to be left alone; zero or less if it said nothing, or that time is over. */
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

    /**
     * Sends a question, and again wherever the answers redirect it to.
     *
     * @param first the first of these requests, if it was sent already
     */
    private Reply follow(Question question, Breaker.Leave leave, @Nullable SentRequest first)
            throws IOException, InterruptedException {
        URI url = urls.of(question.location());
        SentRequest sent = first;
        for (int hop = 0; hop <= HOPS; hop++) {
            try {
                urls.check(url);
            } catch (RefusedException ours) {
                if (hop > 0) {
                    // An upstream that redirects is alive, even if it redirects to where it must not.
                    leave.answered();
                }
                throw ours;
            }
            Reply reply = (sent == null ? send(question, url) : sent).await();
            if (!isRedirect(reply) && reply.isOfOneLength() && !isClosing()) {
                return reply;
            }
            reply.close();
            url = redirected(url, reply);
            sent = null;
        }
        throw new MisledException("it redirects more than " + HOPS + " times");
    }

    private static boolean isRedirect(Reply reply) {
        return REDIRECTS.contains(reply.status());
    }

    /** Returns where an answer redirects to, which cannot be returned itself. */
    private URI redirected(URI url, Reply reply) throws MisledException {
        if (isClosing()) {
            throw new UpstreamFailedException("The registry was closed while it asked an upstream.");
        }
        if (!isRedirect(reply)) {
            throw new MisledException("the upstream does not say in one way how long its answer is");
        }
        String location =
                reply.header("Location").orElseThrow(() -> new MisledException("it redirects without saying where to"));
        return UpstreamUrls.redirected(url, location);
    }

    private SentRequest send(Question question, URI url) throws RefusedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(question.method(), question.body())
                .header("User-Agent", "ArtiSpace");
        question.headers().forEach(request::header);
        upstream.through()
                .flatMap(ForwardProxy::authentication)
                .ifPresent(credentials -> request.header("Proxy-Authorization", credentials.headerValue()));
        if (urls.isOwnOrigin(url)) {
            upstream.authentication()
                    .ifPresent(credentials -> credentials.headers().forEach(request::header));
        }
        return SentRequest.send(http.get(), request.build(), upstream.idleTimeout());
    }
}
