package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.exchange.HeaderLookup;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to one repository, decoded once.
 *
 * @param method the method in upper case; {@code GET} for a {@code HEAD}, whose answer core shortens itself
 * @param path the decoded path below the repository, without a leading slash: {@code @acme/app} for {@code /npm/@acme%2fapp}. Empty for the
 *     repository itself; it may end with one slash. Every segment has been checked as {@link io.artispace.FilePath} says
 * @param query the decoded query parameters
 * @param headers the headers
 * @param body the body with any content coding removed, limited by {@link io.artispace.Limits}: reading past a limit throws
 *     {@link io.artispace.TooLargeException}
 * @param repositoryUrl the URL of the repository for clients, ending with {@code /}; URLs handed out begin with it
 */
public record RepositoryRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        HeaderLookup headers,
        InputStream body,
        String repositoryUrl) {
    /** Checks that nothing is null. */
    public RepositoryRequest {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
        requireNonNull(repositoryUrl, "repositoryUrl");
        query = Map.copyOf(query);
    }

    /**
     * Returns the first value of a query parameter.
     *
     * @param name its name
     * @return the decoded value; empty if it is absent
     */
    public Optional<String> parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
