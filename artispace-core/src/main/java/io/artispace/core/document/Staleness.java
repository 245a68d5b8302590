package io.artispace.core.document;

/** Whether what a proxy shows is as current as its definition asks for; the worst comes last. */
public enum Staleness {
    /** It is, or no upstream is behind it. */
    NONE,
    /** Nobody knows, because the definition says that the upstream is not asked. */
    OFFLINE,
    /** It should have been confirmed since, and the upstream fails or has it no more. */
    UNCONFIRMED
}
