package io.artispace.format.npm.packument;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.regex.Pattern;

/** The names of tags. */
public final class DistTag {
    /** The tag that a plain {@code npm install} follows; a package with versions always has it. */
    public static final String LATEST = "latest";

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_.!~*'()-]{1,200}");
    private static final String PART = "(?:[0-9]+|[xX*])";
    /** What a client would take for a version or a range of versions. */
    private static final Pattern RANGE =
            Pattern.compile("~?[vV]*" + PART + "(?:\\." + PART + "(?:\\." + PART + ".*)?)?");

    private DistTag() {}

    /** Demands that a tag can be told from a version and fits into a URL. */
    public static String check(String tag) {
        if (!SYNTAX.matcher(tag).matches() || RANGE.matcher(tag).matches()) {
            throw new InvalidInputException(
                    Quote.of(tag)
                            + " cannot be a tag: use letters, digits and -_.!~*'(), and nothing that reads like a version or a range.");
        }
        return tag;
    }
}
