package io.artispace.core.proxy;

import io.artispace.ArtiSpaceException;
import io.artispace.InvalidInputException;
import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.UpstreamFailedException;
import io.artispace.core.content.Gunzip;
import io.artispace.core.document.Staleness;
import io.artispace.core.engine.Moments;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.proxy.state.ProxyRows.Known;
import io.artispace.core.proxy.state.ProxyUpdate;
import io.artispace.core.repository.Reading;
import io.artispace.core.upstream.Attempts;
import io.artispace.core.upstream.ContradictedException;
import io.artispace.core.upstream.RefusedException;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.SharedWork;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamPackage;
import io.artispace.metadata.UpstreamRow;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a proxy knows current: asks the upstream for documents that have expired, once however many requests wait for one, and
 * falls back on what is stored if the upstream fails, or if what it tells cannot be stored. Thread-safe.
 */
final class DocumentRefresher {
    /** More than any package has. All are written in one transaction, and every publisher has to wait for it. */
    private static final int MAX_VERSIONS = 100_000;

    private static final Logger logger = LoggerFactory.getLogger(DocumentRefresher.class);

    private final ProxyParts proxy;
    private final Absences absences;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final SharedWork<String, Freshness> running;
    private final LeftOutVersions leftOut;

    DocumentRefresher(ProxyParts proxy, Absences absences, Executor lane) {
        this.proxy = proxy;
        this.absences = absences;
        this.running = new SharedWork<>(lane);
        this.leftOut = new LeftOutVersions(
                proxy.id(), proxy.definition().name(), proxy.engine().cache(), logger);
    }

    /** Tells whether a document was confirmed so lately that the upstream need not be asked. */
    boolean isFresh(Known known) {
        Instant confirmed = known.confirmed();
        return confirmed != null && Moments.counts(confirmed, proxy.upstream().documentTtl(), proxy.now());
    }

    /**
     * Makes a document as current as the proxy's definition asks for.
     *
     * @return how current it is; empty if the upstream has no such document and nothing is stored
     * @throws UpstreamFailedException if the upstream fails and nothing is stored
     * @throws StorageFailedException if what it told cannot be stored and nothing is stored
     */
    Optional<Freshness> ensure(UpstreamDocument document, Known known, Reading reading) {
        Instant confirmed = known.confirmed();
        if (isFresh(known)) {
            return Optional.of(new Freshness(confirmed, Staleness.NONE));
        }
        if (!reading.mayAskUpstream()) {
            return known.revision() == 0 ? Optional.empty() : Optional.of(new Freshness(confirmed, Staleness.NONE));
        }
        if (proxy.upstream().offline() && confirmed != null) {
            // Offline on purpose, so this is no failure, and no event.
            return Optional.of(new Freshness(confirmed, Staleness.OFFLINE));
        }
        if (absences.isKnown(document.key())) {
            // What is stored is served although the upstream does not have it any more, but as unconfirmed.
            return known.revision() == 0
                    ? Optional.empty()
                    : Optional.of(new Freshness(confirmed, confirmed == null ? Staleness.NONE : Staleness.UNCONFIRMED));
        }
        try {
            Freshness fresh = ask(document, false);
            return fresh.equals(Freshness.UNTOLD) && known.revision() == 0 ? Optional.empty() : Optional.of(fresh);
        } catch (UpstreamFailedException | StorageFailedException | OutcomeUnknownException failed) {
            if (confirmed == null) {
                throw failed;
            }
            noteFailure(document, failed);
            return Optional.of(new Freshness(confirmed, Staleness.UNCONFIRMED));
        }
    }

    private void noteFailure(UpstreamDocument document, ArtiSpaceException failed) {
        if (!(failed instanceof UpstreamFailedException)) {
            logger.warn(
                    "What an upstream told could not be stored, and what was stored before is served: {}",
                    failed.getMessage());
        } else if (!proxy.client().isClosing() && failing.compareAndSet(false, true)) {
            logger.warn("An upstream failed, and what is stored is served: {}", failed.getMessage());
            try {
                proxy.writer().noteFailure(document.packageName());
            } catch (ArtiSpaceException e) {
                // Whoever reads needs no event.
                logger.warn("That an upstream failed could not be noted in the event log: {}", e.getMessage());
            }
        }
    }

    /**
     * Asks the upstream whether what is stored of a document is still true, even if it has not expired.
     *
     * @param since a document that was confirmed at this time or later is not asked for again
     * @return whether the upstream was asked; it is not if nothing is stored, or if it said lately that there is no such document
     * @throws UpstreamFailedException if it does not answer, or is not to be asked
     */
    boolean confirm(UpstreamDocument document, Instant since) {
        Known known = known(document);
        Instant confirmed = known.confirmed();
        if (confirmed == null
                || known.revision() == 0
                || !confirmed.isBefore(since)
                || absences.isKnown(document.key())) {
            return false;
        }
        ask(document, true);
        return true;
    }

    private Known known(UpstreamDocument document) {
        return proxy.rows().known(document.packageName(), document.key(), OptionalLong.empty());
    }

    /**
     * Asks, together with all who want the same.
     *
     * @param anyway whether to ask even if the document is fresh
     */
    private Freshness ask(UpstreamDocument document, boolean anyway) {
        return running.join(document.key(), () -> refresh(document, anyway));
    }

    private Freshness refresh(UpstreamDocument document, boolean anyway) {
        Known known = known(document);
        Optional<UpstreamRow> row = known.document();
        if (isFresh(known) && !anyway) {
            // Another process, or a request a moment ago, has asked.
            return new Freshness(row.map(UpstreamRow::checked).orElseThrow(), Staleness.NONE);
        }
        return fetch(document, row);
    }

    private Freshness fetch(UpstreamDocument document, Optional<UpstreamRow> row) {
        Map<String, String> headers = headers(document, row);
        UpstreamClient client = proxy.client();
        Attempts attempts = client.attempts();
        while (true) {
            try (Reply reply = client.get(document.location(), headers, attempts)) {
                return keep(document, row, reply);
            } catch (ContradictedException contradicted) {
                // Try once more without a content coding: the upstream may have told the digest of the compressed
                // bytes.
                if (headers.remove("Accept-Encoding") == null || !attempts.again(Duration.ZERO)) {
                    throw client.refused(document.location(), contradicted.reason(), contradicted);
                }
            } catch (RefusedException refused) {
                throw client.refused(document.location(), refused.reason(), refused);
            } catch (InvalidInputException e) {
                throw client.refused(document.location(), "the upstream sent a document that cannot be read", e);
            } catch (IOException e) {
                if (!attempts.again(Duration.ZERO)) {
                    throw client.failed(document.location(), "the upstream broke off before its end", e);
                }
            }
        }
    }

    private static Map<String, String> headers(UpstreamDocument document, Optional<UpstreamRow> row) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", document.accept());
        headers.put("Accept-Encoding", "gzip");
        row.map(UpstreamRow::etag).ifPresent(etag -> headers.put("If-None-Match", etag));
        row.map(UpstreamRow::lastModified).ifPresent(date -> headers.put("If-Modified-Since", date));
        return headers;
    }

    private Freshness keep(UpstreamDocument document, Optional<UpstreamRow> row, Reply reply) throws IOException {
        Optional<Freshness> before = row.map(stored -> new Freshness(stored.checked(), Staleness.UNCONFIRMED));
        if (reply.isAbsent()) {
            absences.remember(document.key());
            return before.orElse(Freshness.UNTOLD);
        }
        Instant now = proxy.now();
        boolean kept = reply.status() == 304 && row.isPresent()
                ? proxy.writer().confirm(confirmed(row.get(), now))
                : update(document, reply, now);
        if (!kept) {
            // The proxy has another upstream by now. What is stored may come from that one, but was not confirmed by
            // this request.
            return before.orElseThrow(proxy.writer()::replaced);
        }
        failing.set(false);
        return new Freshness(now, Staleness.NONE);
    }

    private static UpstreamRow confirmed(UpstreamRow row, Instant now) {
        return new UpstreamRow(row.repositoryId(), row.location(), row.etag(), row.lastModified(), now);
    }

    private boolean update(UpstreamDocument document, Reply reply, Instant now) throws IOException {
        UpstreamRow state = new UpstreamRow(
                proxy.id(),
                document.key(),
                reply.header("ETag").orElse(null),
                reply.header("Last-Modified").orElse(null),
                now);
        UpstreamPackage told = read(document, reply);
        proxy.client().arrived();
        boolean kept = proxy.writer().synchronise(new ProxyUpdate(document, told, state, proxy.codec()));
        leftOut.tell(document.packageName().value(), told);
        return kept;
    }

    /** Reads an answer. */
    UpstreamPackage read(UpstreamDocument document, Reply reply) throws IOException {
        InputStream body = reply.isGzip() ? new Gunzip(reply.body(), 32 * 1024) : reply.body();
        LimitedStream content = new LimitedStream(body, proxy.upstream().maxDocumentSize());
        DigestedStream digested = new DigestedStream(content, proxy.codec().digests(reply.headers()));
        try {
            UpstreamPackage told = proxy.codec().read(document, digested);
            digested.verify();
            if (told.versions().size() > MAX_VERSIONS) {
                throw new RefusedException(
                        "it tells of more than " + MAX_VERSIONS + " versions, the most that are taken");
            }
            return told;
        } finally {
            // Before anything that the parser throws: it may take a body that broke off for a malformed one, or even
            // for a whole one.
            content.rethrow();
        }
    }
}
