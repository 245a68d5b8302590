package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An audit by whichever upstreams offer it. Used once. */
final class Audit {
    private final String location;
    private final List<UpstreamLink> without = new ArrayList<>();
    private final List<UpstreamLink> closed = new ArrayList<>();
    private boolean looked;

    /**
     * Begins one.
     *
     * @param location the endpoint of the upstreams, relative to their URL
     */
    Audit(String location) {
        this.location = location;
    }

    /**
     * Asks an upstream.
     *
     * @return what it knows; empty if it offers no audits, or may not be asked
     */
    Optional<JsonNode> ask(UpstreamLink upstream, ObjectNode question) {
        if (!upstream.mayBeAsked()) {
            closed.add(upstream);
            return Optional.empty();
        }
        byte[] body = JsonText.of(question).getBytes(StandardCharsets.US_ASCII);
        UpstreamLink.Answer answer = upstream.upTo(Json.MAX_VALUE_SIZE).post(location, "application/json", body);
        if (answer.status() != 200) {
            without.add(upstream);
            return Optional.empty();
        }
        JsonNode advisories = advisories(answer, upstream);
        looked = true;
        return Optional.of(advisories);
    }

    /**
     * Fails if there are upstreams and none of them looked, rather than answering that there are no advisories. With 404, because all
     * clients then show that nothing was audited, and none asks again.
     */
    void requireLooked() {
        if (looked) {
            return;
        }
        if (!without.isEmpty()) {
            throw nothing(
                    "no upstream of " + names(without) + " offers audits (" + location
                            + "). Have the client audit with another registry, or ask an administrator for an upstream that offers them.");
        }
        if (!closed.isEmpty()) {
            throw nothing("the upstream of " + names(closed)
                    + " is offline, or may not be asked because the repository is read as of an instant or replayed."
                    + " Have the client audit with another registry.");
        }
    }

    /** The failure that says why there is no audit. */
    static NotFoundException nothing(String reason) {
        return new NotFoundException("Nothing was audited: " + reason);
    }

    private static String names(List<UpstreamLink> upstreams) {
        return upstreams.stream()
                .map(upstream -> Quote.of(upstream.repository()))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode advisories(UpstreamLink.Answer answer, UpstreamLink upstream) {
        try {
            return Json.read(new ByteArrayInputStream(answer.body()), "the upstream's advisories");
        } catch (InvalidInputException | TooLargeException unusable) {
            throw new UpstreamFailedException(
                    "Cannot audit: the upstream of the proxy " + Quote.of(upstream.repository())
                            + " sent something else than advisories. Try again later.",
                    unusable);
        }
    }
}
