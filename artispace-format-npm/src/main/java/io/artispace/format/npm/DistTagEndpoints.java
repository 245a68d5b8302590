package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;

/** {@code /-/package/NAME/dist-tags}. */
final class DistTagEndpoints {
    private DistTagEndpoints() {}

    /** {@code GET}: the tags. */
    static Response list(Exchange exchange, NpmName name) {
        return exchange.document(name.packageName(), Packument.tags())
                .or(() -> PackageLookup.find(exchange.repository(), name).map(none -> Answer.ok(Answer.object())))
                .orElseThrow(() -> Answer.noPackage(exchange, name));
    }

    /** {@code PUT …/TAG}, with the version as a bare JSON string. */
    static Response put(Exchange exchange, NpmName name, String tag) {
        JsonNode version = Json.read(exchange.request().body(), "the request's body");
        if (!version.isTextual()) {
            throw new InvalidInputException(
                    "Cannot set the tag " + Quote.of(tag) + ": the body must be a version as a JSON string.");
        }
        set(exchange.repository(), name, tag, version.textValue());
        return Answer.done(201);
    }

    /** {@code DELETE …/TAG}. */
    static Response delete(Exchange exchange, NpmName name, String tag) {
        remove(exchange.repository(), name, tag);
        return Answer.done(200);
    }

    /** Points a tag to a version. */
    static void set(Repository repository, NpmName name, String tag, String version) {
        DistTag.check(tag);
        boolean there = repository
                .view(name.packageName(), ViewScope.version(version))
                .flatMap(view -> view.version(version))
                .isPresent();
        if (!there) {
            throw Answer.noVersion(name, version);
        }
        try (Publication publication = repository.publish()) {
            if (tag.equals(DistTag.LATEST)) {
                LatestFacts.move(repository, name, version, publication.change(name.packageName()));
            } else {
                publication.change(name.packageName()).tag(tag, version);
            }
            publication.commit();
        }
    }

    /** Removes a tag. */
    static void remove(Repository repository, NpmName name, String tag) {
        if (tag.equals(DistTag.LATEST)) {
            throw new InvalidInputException("Cannot remove the tag latest of " + Quote.of(name)
                    + ": a package always has it. Point it to another version instead.");
        }
        boolean there = PackageLookup.find(repository, name)
                .map(PackageView::tags)
                .filter(tags -> tags.containsKey(tag))
                .isPresent();
        if (!there) {
            throw new NotFoundException("There is no tag " + Quote.of(tag) + " of " + Quote.of(name) + ".");
        }
        try (Publication publication = repository.publish()) {
            publication.change(name.packageName()).untag(tag);
            publication.commit();
        }
    }
}
