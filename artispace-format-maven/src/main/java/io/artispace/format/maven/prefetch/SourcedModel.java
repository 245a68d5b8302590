package io.artispace.format.maven.prefetch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A POM and where it lies.
 *
 * @param model the POM
 * @param file its file, if it is built from sources; null if it is in a repository
 */
record SourcedModel(Model model, @Nullable Path file) {}
