package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import io.artispace.format.npm.packument.Deprecation;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.StoredManifest;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code PUT /NAME} without a tarball. With versions it is {@code npm deprecate}, which sends back the whole packument; without, it is
 * {@code npm star}. Only what these two change is touched.
 */
final class UpdateEndpoint {
    private UpdateEndpoint() {}

    /** Records and commits what the document changes. */
    static void update(Exchange exchange, NpmName name, PackageDocument document, Publication publication) {
        Repository repository = exchange.repository();
        PackageView view = (document.hasVersions()
                        ? repository.view(name.packageName(), ViewScope.versions())
                        : PackageLookup.find(repository, name))
                .orElseThrow(() -> Answer.noPackage(exchange, name));
        PackageChanges changes = publication.change(name.packageName());
        Revisions.require(document.revision(), view, changes);
        if (document.hasVersions()) {
            requireKnown(name, view, document);
            deprecate(view, document, changes);
        } else {
            JsonNode users = document.member("users")
                    .orElseThrow(() -> new InvalidInputException("Cannot change " + Quote.of(name)
                            + ": the document has no tarball, no versions and no users, so there is nothing to do."));
            star(exchange, view, users, changes);
        }
        publication.commit();
    }

    /**
     * Refuses a document with a single version that is not there: the client wants to publish it. A whole packument may contain versions
     * that were removed since the client read it.
     */
    private static void requireKnown(NpmName name, PackageView view, PackageDocument document) {
        Set<String> sent = document.versions().keySet();
        if (sent.size() == 1
                && sent.stream().noneMatch(version -> view.version(version).isPresent())) {
            throw new InvalidInputException(
                    "Cannot publish " + Quote.of(name + "@" + sent.iterator().next())
                            + ": the document brings no tarball, and there is no such version to be changed.");
        }
    }

    private static void deprecate(PackageView view, PackageDocument document, PackageChanges changes) {
        for (VersionView version : view.versions()) {
            Optional<String> said = document.versions().getOrDefault(version.name(), Optional.empty());
            String stored = version.attributes().getOrDefault(StoredManifest.DEPRECATED, "");
            if (said.isPresent() && !said.get().equals(stored)) {
                Deprecation.record(changes, version.name(), said.get());
            }
        }
    }

    /**
     * Sets the caller's own star. The document holds everybody's stars as the client has read them; the others are not the caller's to
     * change.
     */
    private static void star(Exchange exchange, PackageView view, JsonNode users, PackageChanges changes) {
        String caller = exchange.caller().name();
        ObjectNode stored = Json.readStoredObject(view.attributes().getOrDefault(PackageAttributes.USERS, "{}"));
        if (users.path(caller).asBoolean(false)) {
            stored.put(caller, true);
        } else {
            stored.remove(caller);
        }
        if (stored.isEmpty()) {
            changes.removeAttribute(PackageAttributes.USERS);
        } else {
            changes.attribute(PackageAttributes.USERS, JsonText.of(stored));
        }
    }
}
