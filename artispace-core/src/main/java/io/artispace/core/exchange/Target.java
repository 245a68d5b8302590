package io.artispace.core.exchange;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.List;
import java.util.Map;

/**
 * Where a request goes. Its target is decoded once, here, before anything is decided about it: access, routes, look-ups and keys use
 * these values only, never the raw ones.
 *
 * @param repository the first segment; empty for the registry itself
 * @param path what follows, decoded, without a leading slash; an escaped slash is a slash. It may end with one slash
 * @param query the decoded parameters
 */
record Target(String repository, String path, Map<String, List<String>> query) {
    private static final int MAX_RAW_LENGTH = 8_192;

    /**
     * Reads a target.
     *
     * @throws InvalidInputException if it is malformed, too long, or spells something in a way that others may read differently
     */
    static Target of(String rawPath, String rawQuery) {
        if (rawPath.length() + rawQuery.length() > MAX_RAW_LENGTH) {
            throw new InvalidInputException("The request target is longer than " + MAX_RAW_LENGTH + " characters.");
        }
        if (rawPath.indexOf('?') >= 0) {
            throw new InvalidInputException(
                    "The path " + Quote.of(rawPath) + " holds a question mark that is not percent-encoded.");
        }
        String decoded = PercentDecoder.path(rawPath);
        int slash = decoded.indexOf('/', 1);
        String repository = decoded.substring(1, slash < 0 ? decoded.length() : slash);
        String path = slash < 0 ? "" : decoded.substring(slash + 1);
        check(repository, path, slash >= 0);
        return new Target(repository, path, QueryString.parse(rawQuery));
    }

    private static void check(String repository, String path, boolean separated) {
        if (!repository.isEmpty() || separated) {
            FilePath.of(repository);
        }
        if (!path.isEmpty()) {
            FilePath.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
    }
}
