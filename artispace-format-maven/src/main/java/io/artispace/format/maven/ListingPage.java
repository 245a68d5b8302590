package io.artispace.format.maven;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.xml.XmlText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A page of a directory, for people and for programs. All links are relative to the directory, whose URL ends with a slash.
 *
 * @param repository the repository's name
 * @param directory the directory's path; empty for the top
 * @param listing what is on the page
 * @param limit the most names on a page
 */
record ListingPage(String repository, String directory, Listing listing, int limit) {
    Response.Builder html() {
        StringBuilder out = new StringBuilder("<h1>");
        appendPlace(out);
        out.append("</h1>\n<ul>\n");
        if (!directory.isEmpty()) {
            item(out, "../", "../");
        }
        listing.directories().forEach(name -> item(out, link(name) + '/', name + '/'));
        listing.files().forEach(file -> {
            String name = file.path().fileName();
            item(out, link(name), name, size(file.size()), time(file.published()));
        });
        out.append("</ul>\n");
        if (listing.directories().isEmpty() && listing.files().isEmpty()) {
            out.append("<p>Nothing is here yet.</p>\n");
        }
        if (listing.more()) {
            out.append("<p><a href=\"?after=")
                    .append(UrlText.encode(lastName()))
                    .append("&amp;limit=")
                    .append(limit)
                    .append("\">More</a></p>\n");
        }
        // With the repository: the tabs and the history of a browser show nothing else of the address.
        return WebPage.of(200, repository + ": /" + directory, out.toString());
    }

    /** The directory's path, with a link to each directory above it. */
    private void appendPlace(StringBuilder out) {
        List<String> steps = directory.isEmpty() ? List.of() : List.of(directory.split("/"));
        appendStep(out, steps.size(), repository);
        out.append(": /");
        for (int i = 0; i < steps.size(); i++) {
            appendStep(out, steps.size() - 1 - i, steps.get(i));
            out.append(i < steps.size() - 1 ? "/" : "");
        }
    }

    private static void appendStep(StringBuilder out, int up, String name) {
        out.append(up == 0 ? "" : "<a href=\"" + "../".repeat(up) + "\">");
        XmlText.escape(name, out);
        out.append(up == 0 ? "" : "</a>");
    }

    /**
     * Writes a link in the way other repositories do, since clients read them (coursier to complete coordinates, Ivy to find versions):
     * without {@code ./} before the name, and with a plus in a version as it is.
     */
    private static String link(String name) {
        return UrlText.encode(name).replace("%2B", "+");
    }

    private static void item(StringBuilder out, String link, String name, String... details) {
        out.append("<li><a href=\"").append(link).append("\">");
        XmlText.escape(name, out);
        out.append("</a>");
        for (String detail : details) {
            out.append(" <span>").append(detail).append("</span>");
        }
        out.append("</li>\n");
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = bytes * 10 >> 10 * power;
        return tenths / 10 + "." + tenths % 10 + " " + "KMGT".charAt(power - 1) + "iB";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace("T", " ")
                .replace(":00Z", " UTC");
    }

    String json() {
        return JsonText.object(json -> {
            json.put("path", directory).strings("directories", listing.directories());
            json.objects(
                    "files", listing.files().stream().map(ListingPage::json).toList());
            if (listing.more()) {
                json.put("after", lastName());
            }
        });
    }

    private static String json(FileView file) {
        return JsonText.object(json -> {
            json.put("name", file.path().fileName()).put("size", file.size());
            json.put("published", file.published().toString());
            for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
                file.digests()
                        .find(algorithm)
                        .ifPresent(digest -> json.put(Layout.suffix(algorithm).substring(1), digest.hex()));
            }
        });
    }

    /**
     * Returns the name after which the next page begins. Directories and files share one order, in which a directory's name ends with a
     * slash.
     */
    private String lastName() {
        List<String> directories = listing.directories();
        String lastDirectory = directories.isEmpty() ? "" : directories.get(directories.size() - 1) + '/';
        List<FileView> files = listing.files();
        String lastFile =
                files.isEmpty() ? "" : files.get(files.size() - 1).path().fileName();
        return lastDirectory.compareTo(lastFile) > 0 ? lastDirectory : lastFile;
    }
}
