package io.artispace.metadata;

/**
 * A file's row with the revision of its last change. Only {@link MetadataDump} and {@link MetadataRestore} see them.
 *
 * @param file the row
 * @param changed the package's revision in which the file appeared or, if that was later, went
 */
public record FileChangeRow(FileRow file, long changed) {}
