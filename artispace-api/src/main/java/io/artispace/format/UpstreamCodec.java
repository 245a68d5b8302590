package io.artispace.format;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.HeaderLookup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a format asks a remote registry for, and how it reads the answers. It sends no requests itself: connections, caching, checking
 * and failures are core's. Stateless and thread-safe.
 */
public interface UpstreamCodec {
    /**
     * Says which document tells what a view of a package needs.
     *
     * @param packageName the package
     * @param scope what is needed of it
     * @return the document; empty if upstreams have no such document, so that only what is stored here is known
     */
    Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope);

    /**
     * Reads a document.
     *
     * @param document which one it is
     * @param content its bytes without any content coding, limited in length by core; not closed
     * @return what it says
     * @throws io.artispace.InvalidInputException if it is malformed or about another package: what is stored is then served in its place
     * @throws IOException if reading fails
     */
    UpstreamPackage read(UpstreamDocument document, InputStream content) throws IOException;

    /**
     * Puts together what is stored of a version and what a document says of it now, for formats that write down when they first saw
     * something.
     *
     * @param stored the manifest that is stored; empty if there is none
     * @param told the manifest of {@link #read}; not empty
     * @param now the time to write down
     * @return the manifest to store, the same as is stored where nothing is new; by default {@code told}
     */
    default String manifest(String stored, String told, Instant now) {
        return told;
    }

    /**
     * Says where the upstream has a file, and what its digest must be.
     *
     * @param path the file's path in the proxy
     * @param proxy the proxy as it is known here and now, under its own rules and no group's; reading its views may ask the upstream
     * @return where it is; empty if there is no such file, or none that may be cached
     */
    Optional<UpstreamFile> file(FilePath path, Repository proxy);

    /**
     * Names a document about one version alone that says where a file of it is and what its digest must be, for formats whose documents
     * about packages are large. Core asks for it when only that file is wanted, no rule asks for ages, and the package's own document is
     * not stored or has expired. Only what it says of the file is kept; who wants to know more still has core ask for the package's
     * document. If the upstream has no such document, or it does not tell the file's digest, the package's document decides.
     *
     * <p>As long as these documents say that files are at their own paths below the upstream's URL, core asks for the next file there at
     * the same time as for its document.
     *
     * @param path the file's path in the proxy
     * @return a document with a {@link UpstreamDocument#version()}, which {@link #read} reads into that version; empty, as by default, if
     *     there is none
     */
    default Optional<UpstreamDocument> versionDocument(FilePath path) {
        return Optional.empty();
    }

    /**
     * Says what {@link #file(FilePath, Repository)} says, from what a document tells of the file's version, without asking anybody. For
     * formats with a {@link #versionDocument}. Core uses it also to compare what is stored of a version with what a newer document tells of
     * it.
     *
     * @param path the file's path in the proxy
     * @param version what a document says of the version
     * @param upstream the upstream's URL
     * @return where it is; empty, as by default, if it is no file of that version, or the document says nothing of its digest
     */
    default Optional<UpstreamFile> file(FilePath path, UpstreamPackage.Version version, URI upstream) {
        return Optional.empty();
    }

    /**
     * Reads the digests in the headers of a file or a document. If it has a content coding, they are those of the decoded content.
     *
     * @param headers the headers of the answer
     * @return the digests found
     */
    default List<Digest> digests(HeaderLookup headers) {
        return List.of();
    }

    /**
     * Reads a document that holds a checksum, tolerant of its spellings.
     *
     * @param algorithm which checksum
     * @param text the document, at most 1,024 characters of it
     * @return the digest; empty if the document holds none
     */
    default Optional<Digest> checksum(DigestAlgorithm algorithm, String text) {
        return Optional.empty();
    }

    /**
     * Names a file whose {@code Last-Modified} at the upstream tells when a version appeared, for formats whose documents do not.
     *
     * @param packageName the package
     * @param version the version
     * @return the file's location as in {@link UpstreamFile#location()}; empty if none tells
     */
    default Optional<String> ageWitness(PackageName packageName, String version) {
        return Optional.empty();
    }
}
