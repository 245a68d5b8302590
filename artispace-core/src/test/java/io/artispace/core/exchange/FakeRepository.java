package io.artispace.core.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Hosted;
import io.artispace.Listing;
import io.artispace.Origin;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.core.access.Rights;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.Source;
import io.artispace.exchange.Body;
import io.artispace.format.Document;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A repository of files and documents in maps, which counts how often it was asked for bytes. */
final class FakeRepository implements ServedRepository {
    static final Instant PUBLISHED = Instant.parse("2026-01-02T03:04:05.678Z");

    final Map<String, String> files = new HashMap<>();
    final Map<String, String> documents = new HashMap<>();
    Hosted definition;
    int bodiesOpened;
    int documentsRendered;
    boolean damaged;
    Stamp stamp = Stamp.of(7);

    @Nullable
    URI link;

    private final PackageFormat format;

    FakeRepository(Hosted definition, FakeFormat format) {
        this.definition = definition;
        this.format = format;
        format.stored.put(definition.name(), files);
    }

    static String sha256(String content) {
        try {
            return Digest.of(
                            DigestAlgorithm.SHA256,
                            MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)))
                    .hex();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(PUBLISHED);
    }

    @Override
    public PackageFormat packageFormat() {
        return format;
    }

    @Override
    public Source source() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Rights rights(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Caller caller() {
        return Caller.host();
    }

    @Override
    public Repository as(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reading reading() {
        return Reading.host();
    }

    @Override
    public ServedRepository reading(Reading reading) {
        return this;
    }

    @Override
    public ServedRepository asOf(Instant instant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Block> blocks(PackageName packageName) {
        return List.of();
    }

    @Override
    public List<UpstreamLink> upstreams() {
        return List.of();
    }

    @Override
    public Optional<ServedRepository> findDestination() {
        return Optional.of(this);
    }

    @Override
    public ServedRepository destination() {
        return this;
    }

    @Override
    public String whyReadOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RepositoryDefinition definition() {
        return definition;
    }

    @Override
    public Optional<ServedDocument> serve(PackageName packageName, Rendering rendering) {
        String content = documents.get(packageName.value());
        return Optional.ofNullable(content).map(text -> new FakeDocument(text, rendering));
    }

    private final class FakeDocument implements ServedDocument {
        private final String content;
        private final Rendering rendering;

        FakeDocument(String content, Rendering rendering) {
            this.content = content;
            this.rendering = rendering;
        }

        @Override
        public Stamp stamp() {
            return stamp;
        }

        @Override
        public String etag() {
            return "\"7-" + rendering.key() + "\"";
        }

        @Override
        public String compressedEtag() {
            return "\"7-" + rendering.key() + "-gzip\"";
        }

        @Override
        public Optional<Document> plain() {
            documentsRendered++;
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Document(Body.text(content), rendering.contentType(), etag(), PUBLISHED));
        }

        @Override
        public Optional<Document> compressed() {
            return Optional.of(
                    new Document(Body.bytes(gzip(content)), rendering.contentType(), compressedEtag(), PUBLISHED));
        }
    }

    static byte[] gzip(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        return Optional.ofNullable(files.get(path.value())).map(content -> new FakeFile(path, content));
    }

    private final class FakeFile implements StoredFile {
        private final FilePath path;
        private final String content;

        FakeFile(FilePath path, String content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public FilePath path() {
            return path;
        }

        @Override
        public Origin origin() {
            return new Origin(name(), null);
        }

        @Override
        public FileView view() {
            Digests digests = new Digests(Digest.sha256(sha256(content)), null, null, null);
            return new FileView(path, content.length(), digests, PUBLISHED);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content.getBytes(UTF_8));
        }

        @Override
        public Body body() {
            bodiesOpened++;
            if (damaged) {
                throw new StorageFailedException("The bytes of the file are missing. Run verify().");
            }
            return link == null ? Body.text(content) : new LinkedBody(Body.text(content), link);
        }
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SearchPages search(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Publication publish() {
        throw new UnsupportedOperationException();
    }

    /** A body that can be fetched elsewhere. */
    private record LinkedBody(Body inside, URI address) implements Body {
        @Override
        public long length() {
            return inside.length();
        }

        @Override
        public InputStream open() throws IOException {
            return inside.open();
        }

        @Override
        public Body slice(long offset, long length) {
            return inside.slice(offset, length);
        }

        @Override
        public Optional<URI> link(Duration validity, String contentType) throws IOException {
            if (address.getScheme().equals("broken")) {
                throw new IOException("The store cannot sign: on purpose");
            }
            return Optional.of(URI.create(address + "?type=" + contentType));
        }
    }
}
