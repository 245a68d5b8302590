package io.artispace.metadata;

import java.time.Instant;

/**
 * When a file was last used.
 *
 * @param file the file
 * @param used when, as far as it was noted; when it appeared if it was not
 */
public record FileUseRow(FileRow file, Instant used) {}
