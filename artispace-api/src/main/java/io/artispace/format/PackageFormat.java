package io.artispace.format;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.RepositoryDefinition;
import io.artispace.VersionView;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One package type. A format says which request means what, what a publish records and how documents look; it keeps nothing,
 * stores nothing and decides about nobody's access. Found by {@link java.util.ServiceLoader} or passed to the builder.
 *
 * <p>Implementations are stateless and thread-safe, with a public constructor without arguments.
 */
public interface PackageFormat {
    /**
     * Returns the id.
     *
     * @return 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}, such as {@code maven}
     */
    String id();

    /**
     * Returns the digests this format's clients need beside SHA-256. They are computed for every file while it is stored.
     *
     * @return the algorithms
     */
    Set<DigestAlgorithm> digests();

    /**
     * Checks the format's settings in a definition before it takes effect.
     *
     * @param definition the definition
     * @throws io.artispace.InvalidInputException if a setting is unknown or malformed, naming those that are known
     */
    void check(RepositoryDefinition definition);

    /**
     * Understands a request, without reading its body and without touching any store.
     *
     * @param request the request
     * @return what it asks for; empty if the format has no such route, which is answered as "not found"
     * @throws io.artispace.InvalidInputException if the request is malformed
     */
    Optional<Operation> route(RepositoryRequest request);

    /**
     * Says how an error looks to this format's clients.
     *
     * @param request the request that failed
     * @param status the status core has chosen, 400 to 599
     * @param message a sentence that may be shown
     * @return the answer, with that status; core adds the challenge to a 401
     */
    Response error(RepositoryRequest request, int status, String message);

    /**
     * Says which package and version a file belongs to, by its path alone.
     *
     * @param path the path
     * @return its owner; empty if it is no path of a package's file
     */
    Optional<FileOwner> owner(FilePath path);

    /**
     * Names another package whose document an upstream has at the same address as this one's. In a group, who owns or holds that package
     * inside decides about this one as well, since asking an upstream for the one tells it the name of the other.
     *
     * @param name a package
     * @return the other one; empty, as by default, if each has an address of its own
     */
    default Optional<PackageName> namesake(PackageName name) {
        return Optional.empty();
    }

    /** {@return what compares names of versions, older first; it accepts any text} */
    Comparator<String> versionOrder();

    /**
     * Tells whether a version is one that clients take only when asked to, such as a pre-release or a snapshot.
     *
     * @param version the version's name, any text
     * @return whether it is
     */
    boolean isPreRelease(String version);

    /**
     * Puts together what two members of a group know of the same version.
     *
     * @param first what the earlier member knows
     * @param other what the later one knows
     * @return what the group shows; by default what the earlier one knows, because the same version may have other bytes elsewhere
     */
    default VersionView merge(VersionView first, VersionView other) {
        return first;
    }

    /**
     * Puts together what two members of a group say of a package as a whole.
     *
     * @param first the attributes at the earlier member
     * @param other the attributes at the later one
     * @return the attributes that the group shows; by default all, with the earlier member's value of those that both have
     */
    default Map<String, String> mergeAttributes(Map<String, String> first, Map<String, String> other) {
        Map<String, String> merged = new HashMap<>(other);
        merged.putAll(first);
        return merged;
    }

    /**
     * Says where a group's tag points to, if two of its members point it to different versions.
     *
     * @param tag the tag
     * @param first the version that the earlier member's tag points to
     * @param other the version that the later one's points to
     * @return one of the two; by default the earlier member's
     */
    default String mergeTag(String tag, String first, String other) {
        return first;
    }

    /**
     * Makes the attributes by which search shows a package, from a view in which versions may be hidden.
     *
     * @param view the package with what may be shown of it
     * @return the attributes; by default those of the view
     */
    default Map<String, String> summary(PackageView view) {
        return view.attributes();
    }

    /**
     * Says when a file appeared, for formats whose versions get files at any time, as a Maven snapshot does with each build. Rules about
     * ages then count for such a file by itself, beside those for its version.
     *
     * @param path the file's path
     * @param manifest the manifest of its version as it is stored; may be empty
     * @return its age; empty by default, and for every file that is as old as its version. Whether there is one depends on the path alone
     */
    default Optional<FileAge> age(FilePath path, String manifest) {
        return Optional.empty();
    }

    /**
     * Checks the manifest of a version that is about to be published.
     *
     * @param packageName the package
     * @param version the version
     * @param manifest the manifest, empty if there is none
     * @throws io.artispace.InvalidInputException if no document could be made of it; by default every text is accepted
     */
    default void checkManifest(PackageName packageName, String version, String manifest) {}

    /**
     * Leaves out of a version's manifest what it says of files that are not to be shown.
     *
     * @param packageName the package
     * @param version the version
     * @param shown tells of a path whether it may be shown; asked for each file that the manifest speaks of, whether it is stored or not
     * @return the manifest that is left; by default, for formats whose manifests speak of the version as a whole, the same
     */
    default String manifest(PackageName packageName, VersionView version, Predicate<FilePath> shown) {
        return version.manifest();
    }

    /**
     * Says which other package an attribute tells of, for packages that have only attributes and collect in them something about other
     * packages. When such a package is read as of an instant, attributes that tell of something that was not there then are left out.
     *
     * @param packageName the package that has the attribute
     * @param attribute the attribute's name
     * @return the package that it tells of, and the version if it tells of one; empty by default, and for attributes that tell of their own
     *     package
     */
    default Optional<FileOwner> subject(PackageName packageName, String attribute) {
        return Optional.empty();
    }

    /**
     * Tells whether a name is that of no package, but of one in which the format notes something about others, see {@link #subject}. Who
     * may change a package may have it noted there, and who may read it may read what is noted of it.
     *
     * @param packageName the name
     * @return whether everything in it is such notes, by the name alone; by default no
     */
    default boolean isNotes(PackageName packageName) {
        return false;
    }

    /** {@return how remote registries of this format are asked; empty if there can be no proxies of this format} */
    default Optional<UpstreamCodec> upstream() {
        return Optional.empty();
    }
}
