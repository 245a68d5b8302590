package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.Unpublishing;
import java.util.HashSet;
import java.util.Set;

/** Removes versions, and changes owners, which comes by the same route. */
final class UnpublishEndpoints {
    private UnpublishEndpoints() {}

    /** {@code PUT /NAME/-rev/REV}: owners where the document has no versions, else the versions that shall be left. */
    static Response put(Exchange exchange, NpmName name, String revision) {
        Repository repository = exchange.repository();
        try (Publication publication = repository.publish()) {
            PackageDocument document =
                    PackageDocumentReader.read(exchange.request().body(), publication);
            document.requireName(name);
            PackageView view = repository
                    .view(name.packageName(), ViewScope.versions())
                    .orElseThrow(() -> Answer.noPackage(exchange, name));
            PackageChanges changes = publication.change(name.packageName());
            Revisions.require(revision, view, changes);
            if (document.hasVersions()) {
                exchange.require(Action.DELETE);
                keepOnly(repository, name, view, document, changes);
            } else {
                Owners.record(name, ownersOf(name, document), changes);
            }
            publication.commit();
        }
        return Answer.done(201);
    }

    private static JsonNode ownersOf(NpmName name, PackageDocument document) {
        return document.member(PackageAttributes.MAINTAINERS)
                .orElseThrow(() -> new InvalidInputException("Cannot change " + Quote.of(name)
                        + ": the document has neither versions nor maintainers, so there is nothing to do."));
    }

    /** {@code DELETE /NAME/-rev/REV}: everything. */
    static Response deletePackage(Exchange exchange, NpmName name, String revision) {
        Repository repository = exchange.repository();
        try (Publication publication = repository.publish()) {
            PackageView view = PackageLookup.find(repository, name).orElseThrow(() -> Answer.noPackage(exchange, name));
            PackageChanges changes = publication.change(name.packageName());
            Revisions.require(revision, view, changes);
            changes.removeEverything();
            publication.commit();
        }
        return Answer.done(200);
    }

    /**
     * {@code DELETE /NAME/-/FILE/-rev/REV}: npm's second step, after the document without the version. The tarball is usually gone by then,
     * so there is nothing left to do. If it is not, its version is removed with it, since there are no versions without tarballs.
     */
    static Response deleteTarball(Exchange exchange, NpmName name, FilePath path, String revision) {
        Repository repository = exchange.repository();
        try (Publication publication = repository.publish()) {
            PackageView view = repository
                    .view(name.packageName(), ViewScope.files())
                    .orElseThrow(() -> Answer.noPackage(exchange, name));
            PackageChanges changes = publication.change(name.packageName());
            for (VersionView version : view.versions()) {
                if (version.files().stream().anyMatch(file -> file.path().equals(path))) {
                    Revisions.require(revision, view, changes);
                    Unpublishing.remove(repository, name, view, Set.of(version.name()), changes);
                    publication.commit();
                    break;
                }
            }
        }
        return Answer.done(200);
    }

    private static void keepOnly(
            Repository repository, NpmName name, PackageView view, PackageDocument document, PackageChanges changes) {
        Set<String> removed = new HashSet<>();
        for (VersionView version : view.versions()) {
            if (!document.versions().containsKey(version.name())) {
                removed.add(version.name());
            }
        }
        Unpublishing.remove(repository, name, view, removed, changes);
    }
}
