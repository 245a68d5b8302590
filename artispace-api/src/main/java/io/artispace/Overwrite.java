package io.artispace;

/** What happens when a publication puts a version or a file where there is, or was, one already. */
public enum Overwrite {
    /** Refused: a name that was ever used stays used, also after its deletion. */
    NEVER,
    /**
     * A file with the same bytes is accepted: it stays as it is, or comes back if it was deleted. Other bytes are refused, also after a
     * deletion. A version that is there stays, and the given attributes are added to it; one that was deleted comes back.
     */
    SAME,
    /** The new one takes the place of the old one. */
    REPLACE
}
