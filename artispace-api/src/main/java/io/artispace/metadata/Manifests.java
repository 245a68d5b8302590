package io.artispace.metadata;

/** Whether rows of versions are read with their manifests, which may be most of their size. */
public enum Manifests {
    /** The rows hold them. */
    WITH,
    /** They are empty in the rows, whatever is stored. */
    WITHOUT
}
