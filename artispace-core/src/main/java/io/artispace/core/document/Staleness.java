package io.artispace.core.document;

/** Whether what a proxy shows is as current as its definition asks for; the worst comes last. */
public enum Staleness {
    /** It is, or no upstream is behind it. */
    NONE,
    /** Not known, because the definition says that the upstream is not asked. */
    OFFLINE,
    /** It should have been confirmed again, but the upstream fails or does not have it any more. */
    UNCONFIRMED
}
