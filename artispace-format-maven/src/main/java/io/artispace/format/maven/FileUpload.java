package io.artispace.format.maven;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.ChecksumHeaders;
import io.artispace.format.maven.checksum.Checksums;
import io.artispace.format.maven.checksum.ExpectedChecksums;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.SnapshotFiles;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code PUT} of a file: a publication of one file. */
record FileUpload(Location.File file) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        Repository repository = exchange.repository();
        Settings settings = Settings.of(repository.definition());
        settings.checkPublishable(repository.name(), file, exchange.now());
        StrayFile.check(repository, file);
        try (Publication publication = repository.publish()) {
            StagedBlob content = publication.stage(exchange.request().body());
            ChecksumHeaders.check(exchange.request().headers(), file, algorithm -> digest(content, algorithm));
            FileRecorder.record(repository, publication, file, content, settings.overwrite(file));
            commit(publication, content, exchange.now());
        } catch (Contradicted contradicted) {
            forgetChecksums(repository);
            throw contradicted.refusal;
        } catch (ConflictException refused) {
            throw isBuildOfAnother(repository) ? takenBuild() : refused;
        }
        return Response.status(201).build();
    }

    /**
     * Tells whether the name of this build is taken by another deployment. Clients choose the timestamp, in seconds, and the number that
     * follows the last build: so two that begin in the same second choose the same name.
     */
    private boolean isBuildOfAnother(Repository repository) {
        return file.name().flatMap(SnapshotFiles::build).isPresent()
                && repository.file(file.path()).isPresent();
    }

    private ConflictException takenBuild() {
        return new ConflictException("Cannot deploy " + Quote.of(file.path())
                + ": this build of the snapshot is there already with other bytes. Two deploys that begin in the same second choose the same name; deploy again, and it gets"
                + " one of its own.");
    }

    /** Commits the file. Only within the transaction is it known whether checksums came before the file, and of which kinds. */
    private void commit(Publication publication, StagedBlob content, Instant now) {
        Map<DigestAlgorithm, Digest> computed = new EnumMap<>(DigestAlgorithm.class);
        publication
                .change(file.packageName())
                .changeAttributes(attributes -> settle(
                        attributes,
                        now,
                        algorithm -> content.digests()
                                .find(algorithm)
                                .or(() -> Optional.ofNullable(computed.get(algorithm)))
                                .orElseThrow(() -> new NotComputed(algorithm))));
        while (true) {
            try {
                publication.commit();
                return;
            } catch (NotComputed missing) {
                // Computed here, outside the transaction, since it takes long for a large file and others wait for the
                // transaction.
                computed.put(missing.algorithm, digest(content, missing.algorithm));
            }
        }
    }

    private void settle(Map<String, String> attributes, Instant now, Function<DigestAlgorithm, Digest> actual) {
        try {
            ExpectedChecksums.settle(attributes, file, now, actual);
        } catch (InvalidInputException e) {
            throw new Contradicted(e);
        }
    }

    /**
     * Drops the checksums that refused this file. Each is compared only once: the refused commit has left it in place, and if the checksum
     * was wrong, it would refuse the right bytes, too.
     */
    private void forgetChecksums(Repository repository) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(file.packageName())
                    .changeAttributes(attributes -> ExpectedChecksums.forget(attributes, file));
            publication.commit();
        }
    }

    /** A checksum that waited does not agree. */
    private static final class Contradicted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final InvalidInputException refusal;

        Contradicted(InvalidInputException refusal) {
            super(refusal.getMessage(), refusal, false, false);
            this.refusal = refusal;
        }
    }

    /** Thrown in the transaction if a digest is needed that was not computed when the file was received. */
    private static final class NotComputed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final DigestAlgorithm algorithm;

        NotComputed(DigestAlgorithm algorithm) {
            super("No " + algorithm.standardName() + " was computed.", null, false, false);
            this.algorithm = algorithm;
        }
    }

    private static Digest digest(StagedBlob content, DigestAlgorithm algorithm) {
        return content.digests().find(algorithm).orElseGet(() -> {
            try (InputStream in = content.open()) {
                return Checksums.compute(in, algorithm);
            } catch (IOException e) {
                throw new StorageFailedException("Cannot read an upload back after it was received. Try again.", e);
            }
        });
    }
}
