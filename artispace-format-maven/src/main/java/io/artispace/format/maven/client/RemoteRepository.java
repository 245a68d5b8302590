package io.artispace.format.maven.client;

import org.jspecify.annotations.Nullable;

/** A repository that a client asks; the URL is null where only the name is known. */
record RemoteRepository(String id, @Nullable String url) {
    /** The one that every Maven knows without being told. */
    static final String CENTRAL = "central";
}
