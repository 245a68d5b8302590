package io.artispace.examples.standalone;

import io.artispace.format.maven.client.MavenUpstreams;
import io.artispace.format.npm.client.NpmUpstreams;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the proxies fetch from: what the options say, or else what the user's own clients are configured with. */
final class ClientUpstreams {
    private final List<String> notes = new ArrayList<>();

    Optional<Upstream> maven(Options options) {
        return find(
                "maven", options.mavenUpstream(), () -> MavenUpstreams.ofUser().find());
    }

    Optional<Upstream> npm(Options options) {
        return find("npm", options.npmUpstream(), () -> NpmUpstreams.ofUser().find());
    }

    private Optional<Upstream> find(String format, Optional<Upstream> told, Supplier<UpstreamFinding> search) {
        if (told.isPresent()) {
            return told;
        }
        UpstreamFinding finding = search.get();
        notes.add(
                finding.upstream().isPresent()
                        ? "Upstream of " + format + ": " + finding.explanation()
                        : "No proxy and no group for " + format + ". " + finding.explanation()
                                + " To add them, start again with --" + format + "-upstream URL.");
        return finding.upstream();
    }

    /** Notes for the user, a sentence each. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
