package io.artispace.format.npm.endpoint;

import io.artispace.ArtiSpaceException;
import io.artispace.DeniedException;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.policy.Block;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients why something is blocked. They look for a version in the packument, do not find it there, and so never ask for the
 * file, whose refusal would tell the reason.
 */
final class Blocked {
    private static final int MOST_NOTICES = 3;
    private static final int LONGEST_REASON = 300;

    private Blocked() {}

    /**
     * Adds a notice for the user, but not for blocks with a pattern of names: most of the packages that match have no such version. npm
     * shows no notice of what it keeps, so it is told not to keep that packument; other clients show none anyway.
     */
    static Response told(Response packument, RepositoryRequest request, NpmName name, List<Block> blocks) {
        if (blocks.isEmpty()) {
            return packument;
        }
        String notice = blocks.stream()
                .filter(block -> !block.versions().version().isEmpty()
                        && block.versions().name().value().equals(name.value()))
                .limit(MOST_NOTICES)
                .map(block -> sentence(name, block))
                .collect(Collectors.joining(" "));
        if (notice.isEmpty()) {
            return packument;
        }
        Response.Builder told = packument.toBuilder().header(Answer.NOTICE, notice);
        boolean npm = request.headers()
                .first("User-Agent")
                .filter(agent -> agent.startsWith("npm/"))
                .isPresent();
        return (npm ? told.header("Cache-Control", "no-store") : told).build();
    }

    /**
     * Returns the refusal of what was not found.
     *
     * @param version the version; null for the whole package
     * @return empty if it is not blocked
     */
    static Optional<ArtiSpaceException> refusal(NpmName name, @Nullable String version, List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.versions().version().isEmpty()
                        || block.versions().version().equals(version))
                .findFirst()
                .map(block -> DeniedException.forbidden(sentence(name, block)));
    }

    private static String sentence(NpmName name, Block block) {
        String version = block.versions().version();
        String reason = block.reason();
        return (version.isEmpty() ? "Every version" : "Version " + Quote.of(version)) + " of " + Quote.of(name)
                + " is blocked: " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
