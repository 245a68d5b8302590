package io.artispace.format;

import static io.artispace.exchange.WebPage.escape;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.exchange.Response;
import io.artispace.exchange.UrlText;
import io.artispace.exchange.WebPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A page of a directory, for people. All links are relative to the directory, whose URL ends with a slash. */
public final class DirectoryPage {
    private DirectoryPage() {}

    /**
     * Begins the answer with the page.
     *
     * @param repository the repository's name
     * @param directory the directory's path, without a slash at the end; empty for the top
     * @param listing what is on the page; the next one is at {@code ?after=}{@link Listing#last}{@code &limit=}
     * @param limit the most names on a page
     * @return a builder, with the page as its body
     */
    public static Response.Builder of(String repository, String directory, Listing listing, int limit) {
        StringBuilder out = new StringBuilder("<h1>");
        appendPlace(out, repository, directory.isEmpty() ? List.of() : List.of(directory.split("/")));
        out.append("</h1>\n<ul>\n");
        if (!directory.isEmpty()) {
            item(out, "../", "../");
        }
        listing.directories().forEach(name -> item(out, link(name) + '/', name + '/'));
        for (FileView file : listing.files()) {
            String name = file.path().fileName();
            item(out, link(name), name, size(file.size()), time(file.published()));
        }
        out.append("</ul>\n");
        if (listing.directories().isEmpty() && listing.files().isEmpty()) {
            out.append("<p>Nothing is here yet.</p>\n");
        }
        if (listing.more()) {
            out.append("<p><a href=\"?after=")
                    .append(UrlText.encode(listing.last()))
                    .append("&amp;limit=")
                    .append(limit)
                    .append("\">More</a></p>\n");
        }
        // With the repository: the tabs and the history of a browser show nothing else of the address.
        return WebPage.of(200, repository + ": /" + directory, out.toString());
    }

    /** The directory's path, with a link to each directory above it. */
    private static void appendPlace(StringBuilder out, String repository, List<String> steps) {
        appendStep(out, steps.size(), repository);
        out.append(": /");
        for (int i = 0; i < steps.size(); i++) {
            appendStep(out, steps.size() - 1 - i, steps.get(i));
            out.append(i < steps.size() - 1 ? "/" : "");
        }
    }

    private static void appendStep(StringBuilder out, int up, String name) {
        out.append(up == 0 ? "" : "<a href=\"" + "../".repeat(up) + "\">")
                .append(escape(name))
                .append(up == 0 ? "" : "</a>");
    }

    private static void item(StringBuilder out, String link, String name, String... details) {
        out.append("<li><a href=\"")
                .append(link)
                .append("\">")
                .append(escape(name))
                .append("</a>");
        for (String detail : details) {
            out.append(" <span>").append(detail).append("</span>");
        }
        out.append("</li>\n");
    }

    /**
     * Writes a link in the way other repositories do, since clients read them (coursier to complete coordinates, Ivy to find versions):
     * without {@code ./} before the name, and with a plus or a tilde in a version as it is.
     */
    private static String link(String name) {
        return UrlText.encode(name).replace("%2B", "+");
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = bytes * 10 >> 10 * power;
        return tenths / 10 + "." + tenths % 10 + " " + "KMGTPE".charAt(power - 1) + "iB";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace("T", " ")
                .replace(":00Z", " UTC");
    }
}
