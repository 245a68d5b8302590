package io.artispace.core.access;

import io.artispace.access.Secret;

/** A hash of passwords that is slow on purpose. Thread-safe. */
interface SlowHash {
    /** Returns the textual form for a new password, with algorithm, cost and a salt of its own. */
    String of(Secret password);

    /** Returns a textual form that no password is known for, which costs as much to check as any other. */
    String unmatched();

    /**
     * Tells whether a password belongs to a textual form; takes the same time whatever the answer.
     *
     * @throws io.artispace.StorageFailedException if the form is damaged or of an unknown kind
     */
    boolean matches(Secret password, String stored);
}
