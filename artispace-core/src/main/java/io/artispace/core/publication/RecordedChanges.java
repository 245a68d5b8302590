package io.artispace.core.publication;

import static java.util.Objects.requireNonNull;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.access.Action;
import io.artispace.core.content.StagedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The recorded changes of one package. Their form is checked here; against what is stored they are checked when they are applied. */
final class RecordedChanges implements PackageChanges {
    private static final int MAX_LENGTH = 256;

    private final PackageName packageName;
    private final Set<StagedContent> staged;
    private final CorePublication.Rules rules;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Change> asked = new ArrayList<>();
    private OptionalLong expectedRevision = OptionalLong.empty();

    /**
     * Begins without changes.
     *
     * @param staged what was staged in the same publication so far
     * @param rules what may be changed
     */
    RecordedChanges(PackageName packageName, Set<StagedContent> staged, CorePublication.Rules rules) {
        this.packageName = packageName;
        this.staged = staged;
        this.rules = rules;
    }

    PackageName packageName() {
        return packageName;
    }

    List<Edit> edits() {
        return edits;
    }

    /** Returns what rules are asked about: also where nothing is edited, since whether the condition holds tells the package's revision. */
    List<Change> asked() {
        return asked.isEmpty() ? List.of(change(Action.PUBLISH, null)) : asked;
    }

    OptionalLong expectedRevision() {
        return expectedRevision;
    }

    @Override
    public PackageChanges expectRevision(long revision) {
        expectedRevision = OptionalLong.of(revision);
        return this;
    }

    @Override
    public PackageChanges putVersion(
            String version, Map<String, String> attributes, String manifest, Overwrite overwrite) {
        String checked = name("version", version);
        rules.demandManifest(packageName, checked, manifest);
        return add(
                new Change(packageName, Action.PUBLISH, null, checked, null),
                new VersionEdit(checked, Map.copyOf(attributes), manifest, overwrite));
    }

    @Override
    public PackageChanges putFile(String version, FilePath path, StagedBlob content, Overwrite overwrite) {
        return put(name("version", version), path, content, overwrite);
    }

    @Override
    public PackageChanges putFile(FilePath path, StagedBlob content, Overwrite overwrite) {
        return put(null, path, content, overwrite);
    }

    private PackageChanges put(@Nullable String version, FilePath path, StagedBlob content, Overwrite overwrite) {
        return add(
                new Change(packageName, Action.PUBLISH, null, version, path),
                new FileEdit(packageName, version, path, staged(content), overwrite));
    }

    @Override
    public PackageChanges tag(String tag, String version) {
        String checkedTag = name("tag", tag);
        String checkedVersion = name("version", version);
        return add(t -> t.putTag(checkedTag, checkedVersion));
    }

    @Override
    public PackageChanges tagIfAbsent(String tag, String version) {
        String checkedTag = name("tag", tag);
        String checkedVersion = name("version", version);
        return add(t -> t.putTagIfAbsent(checkedTag, checkedVersion));
    }

    @Override
    public PackageChanges untag(String tag) {
        String checked = name("tag", tag);
        return add(t -> t.removeTag(checked));
    }

    @Override
    public PackageChanges attribute(String key, String value) {
        String checked = attributeName(key);
        requireNonNull(value, "value");
        return add(change(Action.PUBLISH, checked), t -> t.putAttribute(checked, value));
    }

    @Override
    public PackageChanges removeAttribute(String key) {
        requireNonNull(key, "key");
        return add(change(Action.PUBLISH, key), t -> t.removeAttribute(key));
    }

    @Override
    public PackageChanges changeAttributes(Consumer<Map<String, String>> change) {
        return add(t -> t.changeAttributes(change));
    }

    @Override
    public PackageChanges versionAttribute(String version, String key, String value) {
        String checkedVersion = name("version", version);
        String checkedKey = attributeName(key);
        requireNonNull(value, "value");
        return add(t -> t.putVersionAttribute(checkedVersion, checkedKey, value));
    }

    @Override
    public PackageChanges removeVersionAttribute(String version, String key) {
        String checked = name("version", version);
        requireNonNull(key, "key");
        return add(t -> t.removeVersionAttribute(checked, key));
    }

    @Override
    public PackageChanges removeFile(FilePath path) {
        return remove(t -> t.removeFile(path.value()));
    }

    @Override
    public PackageChanges removeVersion(String version) {
        String checked = name("version", version);
        return remove(t -> t.removeVersion(checked));
    }

    @Override
    public PackageChanges removeEverything() {
        return remove(PackageTransaction::removeEverything);
    }

    private PackageChanges add(Edit edit) {
        return add(change(Action.PUBLISH, null), edit);
    }

    private PackageChanges remove(Edit edit) {
        return add(change(Action.DELETE, null), edit);
    }

    private PackageChanges add(Change change, Edit edit) {
        asked.add(change);
        edits.add(edit);
        return this;
    }

    private Change change(Action action, @Nullable String attribute) {
        return new Change(packageName, action, attribute, null, null);
    }

    /** Refuses bytes of another publication, which may even be in another registry's store. */
    private StagedContent staged(StagedBlob content) {
        if (content instanceof StagedContent own && staged.contains(own)) {
            return own;
        }
        throw new IllegalArgumentException("The content was not staged in this publication");
    }

    /** Checks the name of an attribute. */
    static String attributeName(String key) {
        return name("attribute", key);
    }

    private static String name(String kind, String value) {
        if (value.length() > MAX_LENGTH) {
            throw new InvalidInputException(
                    "The " + kind + " " + Quote.of(value) + " is longer than " + MAX_LENGTH + " characters.");
        }
        return PackageName.of(value).value();
    }
}
