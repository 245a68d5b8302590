package io.artispace.format.npm.packument;

import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.format.npm.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Writes the documents of one view, by copying members that were written as JSON when they were published. The same view always gives
 * the same bytes: versions stand in the order of their publication, tags in that of their names. Used once.
 */
final class PackumentWriter {
    private static final int WORTH_WRITING = 64 * 1024;

    private final PackageView view;
    private final NpmName name;
    private final String repositoryUrl;
    private final JsonText out = new JsonText();

    /** What stands in front of the next version. */
    private String beforeVersion = "";

    PackumentWriter(PackageView view, String repositoryUrl) {
        this.view = view;
        this.name = new NpmName(view.name().value());
        this.repositoryUrl = repositoryUrl;
    }

    /** Writes the full form, or else the abbreviated one. */
    byte[] document(boolean full) {
        out.reserve(expectedLength(view, repositoryUrl));
        begin(full);
        view.versions().forEach(version -> append(version, full));
        end(full);
        return out.toBytes();
    }

    /** Writes what {@link #document} returns, a version at a time. */
    void write(boolean full, OutputStream target) throws IOException {
        begin(full);
        for (VersionView version : view.versions()) {
            append(version, full);
            drain(target, WORTH_WRITING);
        }
        end(full);
        drain(target, 1);
    }

    private void begin(boolean full) {
        out.append('{');
        if (full) {
            out.append("\"_id\":").appendText(name.value());
            out.append(",\"_rev\":\"")
                    .append(Packument.revision(view.revision()))
                    .append("\",");
        }
        out.append("\"name\":").appendText(name.value()).append(",\"dist-tags\":");
        appendTags();
        if (!full) {
            out.append(",\"modified\":\"").append(Timestamp.of(modified())).append('"');
        }
        out.append(",\"versions\":{");
    }

    private void append(VersionView version, boolean full) {
        out.append(beforeVersion);
        beforeVersion = ",";
        out.appendText(version.name()).append(':');
        StoredManifest.append(out, version, name, repositoryUrl, full);
    }

    private void end(boolean full) {
        out.append('}');
        // No part of this form on the public registry where it is abbreviated; with it, clients that hold back young
        // versions need no second request.
        appendTime();
        if (full) {
            appendAttributes();
        }
        out.append('}');
    }

    /** Passes on what was written so far, if that is enough to be worth it. */
    private void drain(OutputStream target, int enough) throws IOException {
        if (out.length() >= enough) {
            out.writeTo(target);
            out.clear();
        }
    }

    byte[] version(VersionView version) {
        StoredManifest.append(out, version, name, repositoryUrl, true);
        return out.toBytes();
    }

    byte[] tags() {
        appendTags();
        return out.toBytes();
    }

    private void appendTags() {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, String> tag : new TreeMap<>(view.tags()).entrySet()) {
            out.append(separator).appendText(tag.getKey()).append(':').appendText(tag.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void appendTime() {
        out.append(",\"time\":{\"created\":\"").append(Timestamp.of(created()));
        out.append("\",\"modified\":\"").append(Timestamp.of(modified())).append('"');
        for (VersionView version : view.versions()) {
            out.append(',').appendText(version.name()).append(":\"");
            out.append(Timestamp.of(version.published())).append('"');
        }
        out.append('}');
    }

    /**
     * Returns when the package appeared: as the upstream says, since the time at which it was cached says nothing of that; but no later
     * than any version, which may be another member's.
     */
    private Instant created() {
        return best(
                told(PackageAttributes.CREATED).orElse(view.created()),
                BinaryOperator.minBy(Comparator.naturalOrder()));
    }

    /** Returns when the package last changed, likewise; but not later than the instant as of which it is read, if there is one. */
    private Instant modified() {
        return told(PackageAttributes.MODIFIED)
                .filter(told -> !told.isAfter(view.modified()))
                .map(told -> best(told, BinaryOperator.maxBy(Comparator.naturalOrder())))
                .orElse(view.modified());
    }

    private Optional<Instant> told(String attribute) {
        return Optional.ofNullable(view.attributes().get(attribute)).flatMap(Timestamp::find);
    }

    private Instant best(Instant told, BinaryOperator<Instant> best) {
        return view.versions().stream().map(VersionView::published).reduce(told, best);
    }

    private void appendAttributes() {
        Map<String, String> attributes = view.attributes();
        out.append(",\"maintainers\":").append(attributes.getOrDefault(PackageAttributes.MAINTAINERS, "[]"));
        String users = attributes.get(PackageAttributes.USERS);
        if (users != null) {
            out.append(",\"users\":").append(users);
        }
        String summary = attributes.getOrDefault(PackageAttributes.SUMMARY, "{}");
        if (summary.length() > 2) {
            out.append(',').append(summary, 1, summary.length() - 1);
        }
        String readmeFile = attributes.get(PackageAttributes.README_FILE);
        if (readmeFile != null) {
            out.append(",\"readmeFilename\":").appendText(readmeFile);
        }
        out.append(",\"readme\":").appendText(attributes.getOrDefault(PackageAttributes.README, ""));
    }

    /**
     * Estimates the length, since a buffer that grows copies its content, which costs more than a look at the parts of a large packument.
     */
    private static int expectedLength(PackageView view, String repositoryUrl) {
        long length = 1024;
        for (VersionView version : view.versions()) {
            length += version.manifest().length() + repositoryUrl.length() + 256;
        }
        return (int) Math.min(length, 1 << 28);
    }
}
