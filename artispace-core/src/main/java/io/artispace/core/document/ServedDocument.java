package io.artispace.core.document;

import io.artispace.format.Document;
import java.util.Optional;

/** A document at one revision of its package; rendered, or taken from the cache, when it is asked for. */
public interface ServedDocument {
    /** Returns what identifies the view it is rendered from. */
    Stamp stamp();

    /** Returns the entity tag of the plain form, with quotes. */
    String etag();

    /** Returns the entity tag of the gzip form, with quotes; it differs from the plain one. */
    String compressedEtag();

    /** {@return the plain form; empty if the rendering has nothing to say} */
    Optional<Document> plain();

    /** {@return the document compressed by gzip, with its own entity tag; empty if the rendering has nothing to say} */
    Optional<Document> compressed();
}
