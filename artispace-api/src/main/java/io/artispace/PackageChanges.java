package io.artispace;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The changes that a {@link Publication} makes to one package. Each call records a change; nothing is checked against what is
 * stored, and nothing takes effect, before {@link Publication#commit()}, which applies them in the order of the calls. Not
 * thread-safe.
 *
 * <p>Naming a version or file that is not there is a {@link NotFoundException} of the commit. A name that is put, tagged or removed and is
 * not well-formed is an {@link InvalidInputException} of the call that gives it: names of versions, tags and attributes are like a
 * {@link PackageName}, of at most 256 characters.
 */
public interface PackageChanges {
    /**
     * Demands that the package is at this revision when the publication is committed; otherwise the commit is refused with
     * {@link ConflictException} and changes nothing. For changes computed from a {@link PackageView}.
     *
     * @param revision a view's revision; 0 if the package must not be there
     * @return this
     */
    PackageChanges expectRevision(long revision);

    /**
     * Puts a version.
     *
     * @param version its name in the format's spelling, 1 to 256 characters
     * @param attributes the format's short attributes
     * @param manifest the format's own description, empty if it has none. With {@link Overwrite#SAME}, an empty one leaves the stored one as it is
     * @param overwrite what happens if there is, or was, such a version
     * @return this
     * @throws InvalidInputException if the manifest is not as the format writes it and documents about the package would fail
     */
    PackageChanges putVersion(String version, Map<String, String> attributes, String manifest, Overwrite overwrite);

    /**
     * Puts a file of a version; the version must be there or be put by the same publication, earlier.
     *
     * @param version the version the file belongs to
     * @param path its path within the repository
     * @param content bytes staged in the same publication
     * @param overwrite what happens if there is, or was, such a file
     * @return this
     * @throws IllegalArgumentException if they were staged elsewhere
     */
    PackageChanges putFile(String version, FilePath path, StagedBlob content, Overwrite overwrite);

    /**
     * Puts a file that belongs to the package and to none of its versions.
     *
     * @param path its path within the repository
     * @param content bytes staged in the same publication
     * @param overwrite what happens if there is, or was, such a file
     * @return this
     * @throws IllegalArgumentException if they were staged elsewhere
     */
    PackageChanges putFile(FilePath path, StagedBlob content, Overwrite overwrite);

    /**
     * Points a tag to a version; the version must be there or be put by the same publication, earlier.
     *
     * @param tag the tag, 1 to 256 characters
     * @param version the version
     * @return this
     */
    PackageChanges tag(String tag, String version);

    /**
     * Points a tag to a version unless the tag is there when the publication is committed, or was set by an earlier call; the version must
     * be there or be put by the same publication, earlier.
     *
     * @param tag the tag, 1 to 256 characters
     * @param version the version
     * @return this
     */
    PackageChanges tagIfAbsent(String tag, String version);

    /**
     * Removes a tag; does nothing if there is none.
     *
     * @param tag the tag
     * @return this
     */
    PackageChanges untag(String tag);

    /**
     * Sets an attribute of the package. The attributes {@code description} and {@code keywords} are what search looks at, beside
     * the name.
     *
     * @param key its name
     * @param value its value
     * @return this
     */
    PackageChanges attribute(String key, String value);

    /**
     * Removes an attribute of the package; does nothing if there is none.
     *
     * @param key its name
     * @return this
     */
    PackageChanges removeAttribute(String key);

    /**
     * Changes the attributes of the package depending on what they are when the publication is committed, so that nothing that others
     * publish in the meantime is missed. If the change throws, the commit fails with that exception and changes nothing.
     *
     * @param change modifies the map that it is given: the attributes as the earlier calls have left them. It is called within the
     *     transaction, and again if the transaction is repeated; so it must be quick, must not call the registry, and must have no other
     *     effect
     * @return this
     */
    PackageChanges changeAttributes(Consumer<Map<String, String>> change);

    /**
     * Sets an attribute of a version.
     *
     * @param version the version
     * @param key its name
     * @param value its value
     * @return this
     */
    PackageChanges versionAttribute(String version, String key, String value);

    /**
     * Removes an attribute of a version; does nothing if there is none.
     *
     * @param version the version
     * @param key its name
     * @return this
     */
    PackageChanges removeVersionAttribute(String version, String key);

    /**
     * Removes a file.
     *
     * @param path its path
     * @return this
     */
    PackageChanges removeFile(FilePath path);

    /**
     * Removes a version, its files and the tags that point to it.
     *
     * @param version the version
     * @return this
     */
    PackageChanges removeVersion(String version);

    /**
     * Removes everything of the package: versions, files, tags and attributes. What was used stays used, see
     * {@link Overwrite#NEVER}.
     *
     * @return this
     */
    PackageChanges removeEverything();
}
