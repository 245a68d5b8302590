package io.artispace.metadata;

import java.time.Instant;

/**
 * A session's row.
 *
 * @param name unique
 * @param created when it was opened
 * @param sealed whether it only replays
 */
public record SessionRow(String name, Instant created, boolean sealed) {}
