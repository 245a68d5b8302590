package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.ViewScope;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.plugin.PluginEntry;
import io.artispace.format.maven.plugin.PluginReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Records one file in a publication, with everything that follows from it: its version, what a POM says, the prefix of a plugin, the
 * catalog entry of an archetype. All writes go through here, those over HTTP and those of the typed API. The cost does not depend on
 * how many versions there are.
 */
final class FileRecorder {
    /** The only attribute that versions have: the packaging that the POM says. */
    static final String PACKAGING = "packaging";

    private static final String ARCHETYPE = "maven-archetype";

    private final Repository repository;
    private final Publication publication;
    private final Location.File file;
    private final StagedBlob content;

    private FileRecorder(Repository repository, Publication publication, Location.File file, StagedBlob content) {
        this.repository = repository;
        this.publication = publication;
        this.file = file;
        this.content = content;
    }

    /**
     * Records a file.
     *
     * @param repository where it is published
     * @throws InvalidInputException if it is a POM that is malformed or of another artifact
     */
    static void record(
            Repository repository,
            Publication publication,
            Location.File file,
            StagedBlob content,
            Overwrite overwrite) {
        new FileRecorder(repository, publication, file, content).record(overwrite);
    }

    private void record(Overwrite overwrite) {
        PackageChanges changes = publication.change(file.packageName());
        Optional<FileName> name = file.name();
        if (name.isPresent() && name.get().isPom()) {
            recordPom(changes, readPom(), overwrite);
        } else {
            changes.putVersion(file.version(), Map.of(), "", Overwrite.SAME);
        }
        if (name.isPresent() && name.get().isMainJar()) {
            recordPlugin();
        }
        changes.putFile(file.version(), file.path(), content, overwrite);
    }

    private Pom readPom() {
        try (InputStream in = content.open()) {
            Pom pom = PomReader.read("the POM " + Quote.of(file.path().fileName()), in);
            PomCheck.check(file, pom);
            return pom;
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot read " + Quote.of(file.path()) + " back after it was received. Try again.", e);
        }
    }

    private void recordPom(PackageChanges changes, Pom pom, Overwrite overwrite) {
        // Each build of a snapshot brings its own POM, and the newest describes the version.
        boolean newer = overwrite == Overwrite.REPLACE || Snapshots.isSnapshot(file.version());
        changes.putVersion(
                file.version(),
                Map.of(PACKAGING, pom.packaging()),
                pom.json(),
                newer ? Overwrite.REPLACE : Overwrite.SAME);
        packageAttributes(pom).forEach(changes::attribute);
        if (pom.packaging().equals(ARCHETYPE)) {
            publication
                    .change(ArchetypeCatalog.PACKAGE)
                    .attribute(ArchetypeCatalog.attribute(file.artifact(), file.version()), pom.description());
        } else if (newer && isArchetypeSoFar()) {
            publication
                    .change(ArchetypeCatalog.PACKAGE)
                    .removeAttribute(ArchetypeCatalog.attribute(file.artifact(), file.version()));
        }
    }

    private boolean isArchetypeSoFar() {
        return repository.revision(ArchetypeCatalog.PACKAGE).isPresent()
                && repository
                        .view(file.packageName(), new ViewScope(ViewScope.Detail.VERSIONS, file.version()))
                        .flatMap(view -> view.version(file.version()))
                        .filter(version -> ARCHETYPE.equals(version.attributes().get(PACKAGING)))
                        .isPresent();
    }

    /** The attributes that listings and searches show of an artifact, taken from the POM that was deployed last. */
    private static Map<String, String> packageAttributes(Pom pom) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("name", pom.name());
        attributes.put("description", pom.description().isEmpty() ? pom.name() : pom.description());
        // For searches, which look at descriptions and keywords.
        attributes.put("keywords", pom.description().isEmpty() ? "" : pom.name());
        attributes.put("url", pom.url());
        StringJoiner licenses = new StringJoiner(", ");
        for (Pom.License license : pom.licenses()) {
            licenses.add(license.name());
        }
        attributes.put("licenses", licenses.toString());
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private void recordPlugin() {
        PluginReader.read(file.artifact(), content)
                .ifPresent(plugin -> publication
                        .change(file.artifact().groupPackage())
                        .attribute(PluginEntry.packageAttribute(file.artifact().artifactId()), plugin.value()));
    }
}
