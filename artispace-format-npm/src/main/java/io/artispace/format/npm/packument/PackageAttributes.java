package io.artispace.format.npm.packument;

/** The names of the attributes a package has, which say what belongs to none of its versions alone. */
public final class PackageAttributes {
    /** The description of the latest version; search looks at it. */
    public static final String DESCRIPTION = "description";

    /** The keywords of the latest version, one per line; search looks at them. */
    public static final String KEYWORDS = "keywords";

    /** The name of the latest version. */
    public static final String VERSION = "version";

    /** When the latest version appeared: as the upstream says it, or when it was published here; absent where that is not known. */
    public static final String PUBLISHED = "published";

    /** What a packument repeats of the latest version, as a JSON object. */
    public static final String SUMMARY = "summary";

    /** Who published the latest version, as a JSON object with name and email. */
    public static final String PUBLISHER = "publisher";

    /** The latest readme, as Markdown. */
    public static final String README = "readme";

    /** The name of the file that the readme was in. */
    public static final String README_FILE = "readmeFilename";

    /** The owners, as a JSON array of objects with name and email. */
    public static final String MAINTAINERS = "maintainers";

    /** Who starred the package, as a JSON object of name to true. */
    public static final String USERS = "users";

    /** {@code public} or {@code restricted}, as somebody asked for; what it means is up to the access policy. */
    public static final String ACCESS = "access";

    /** When the upstream says that the package appeared; absent where nobody says it but we. */
    public static final String CREATED = "created";

    /** When the upstream says that the package changed. */
    public static final String MODIFIED = "modified";

    private PackageAttributes() {}
}
