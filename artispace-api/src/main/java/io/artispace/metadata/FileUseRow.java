package io.artispace.metadata;

import java.time.Instant;

/**
 * When a file was last used.
 *
 * @param file the file
 * @param packageName the package that it belongs to
 * @param used when, as far as it was noted
 */
public record FileUseRow(FileRow file, String packageName, Instant used) {}
