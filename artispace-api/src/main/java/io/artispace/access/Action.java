package io.artispace.access;

/** What a caller wants to do. */
public enum Action {
    /** Greets, logs in, asks who it is: touches no package and reveals none. Allowed to anyone. */
    CONNECT,
    /** Reads files, documents, listings and search results. */
    READ,
    /** Publishes files and versions, sets tags, changes attributes. */
    PUBLISH,
    /** Deletes files, versions and packages. */
    DELETE,
    /** Changes the repository itself, or users other than oneself. */
    ADMINISTER
}
