package io.artispace.core.policy;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.engine.Moments;
import io.artispace.format.FileAge;
import io.artispace.format.PackageFormat;
import io.artispace.policy.Block;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one engine of all rules: a filter from view to view, and the same decision for a single file. A version is hidden if any of the
 * rules blocks it, if it is younger than the cooldown of one that does not exempt it, or if it appeared after the instant as of which
 * the repository is read. Immutable; made for one reading.
 *
 * @param rules the rules of the repository and of the groups above it
 * @param instant the instant as of which the repository is read; null for now, or where the rows themselves tell what was there
 * @param now the present
 */
public record PolicyFilter(List<Policies> rules, @Nullable Instant instant, Instant now) {
    /** Copies the list, without rules that let everything through. */
    public PolicyFilter {
        rules = strict(rules);
    }

    /** By a loop, as {@link #needsAges}: both are called for each file and each document, and a stream costs several times as much. */
    private static List<Policies> strict(List<Policies> rules) {
        List<Policies> strict = new ArrayList<>(rules.size());
        for (Policies rule : rules) {
            if (!rule.isEmpty()) {
                strict.add(rule);
            }
        }
        return List.copyOf(strict);
    }

    /** Tells whether everything is let through. */
    public boolean isEmpty() {
        return rules.isEmpty() && instant == null;
    }

    /** Tells whether the times of publication matter. */
    public boolean needsAges() {
        if (instant != null) {
            return true;
        }
        for (Policies rule : rules) {
            if (!rule.minimumAge().isZero()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a view without what is hidden, with its tags repaired. If nothing is hidden, that is the same view, except that it does not
     * tell a change after the instant. If something is, the package's attributes are made anew from the versions that are shown, so that
     * the description of a hidden one does not show either.
     *
     * @param scope how much the view holds
     */
    public PackageView filter(PackageView view, ViewScope scope, PackageFormat format) {
        List<VersionView> shown = new ArrayList<>(view.versions().size());
        boolean whole = true;
        FileAges ages = new FileAges(format);
        for (VersionView version : view.versions()) {
            if (refusal(view.name(), version.name(), version.published()).isPresent()) {
                whole = false;
                continue;
            }
            VersionView left = needsAges() ? ages.narrowed(view.name(), version, this) : version;
            whole &= left.equals(version);
            shown.add(left);
        }
        PackageView then = modifiedByThen(view, shown);
        if (whole) {
            return then;
        }
        Set<String> names = shown.stream().map(VersionView::name).collect(Collectors.toSet());
        Map<String, String> tags = new TagRepair(format, names).repair(view.tags());
        PackageView left = then.withVersions(shown).withTags(tags);
        return scope.equals(ViewScope.everything()) ? left.withAttributes(format.summary(left)) : left;
    }

    /** Keeps the time of the last change from being later than the instant. */
    private PackageView modifiedByThen(PackageView view, List<VersionView> shown) {
        if (instant == null || !view.modified().isAfter(instant)) {
            return view;
        }
        Instant modified = shown.stream()
                .map(VersionView::published)
                .max(Comparator.naturalOrder())
                .orElse(instant);
        return view.withModified(modified);
    }

    /**
     * Does the same with a view that may be of a single version. Its tags point to versions that it does not hold, so the view of all
     * versions is needed to know which of them are hidden.
     *
     * @param whole finds the view of all versions; asked only where there are rules and tags
     */
    public PackageView filter(
            PackageView view, ViewScope scope, PackageFormat format, Supplier<Optional<PackageView>> whole) {
        if (isEmpty()) {
            return view;
        }
        PackageView left = filter(view, scope, format);
        if (scope.version() == null || view.tags().isEmpty()) {
            return left;
        }
        Map<String, String> tags = whole.get()
                .map(all -> filter(all, ViewScope.versions(), format).tags())
                .orElse(Map.of());
        return left.withTags(tags);
    }

    /**
     * Says why a version is not shown.
     *
     * @param published when it appeared
     * @return a sentence for the person whose build stops; empty if it is shown
     */
    public Optional<String> refusal(PackageName name, String version, Instant published) {
        Optional<Block> block = rules.stream()
                .flatMap(rule -> rule.blocking(name, version).stream())
                .findFirst();
        if (block.isPresent()) {
            return Optional.of(blocked(name, version, block.get()));
        }
        return refusal("Version " + Quote.of(version) + " of " + Quote.of(name), published, published, name, version);
    }

    /** Says to the person whose build stops that a version is blocked. */
    public static String blocked(PackageName name, String version, Block block) {
        return "Version " + Quote.of(version) + " of " + Quote.of(name) + " is blocked: " + block.reason();
    }

    /**
     * Says why a file is hidden although its version is shown.
     *
     * @param age when the file appeared
     * @return a sentence for the person whose build stops; empty if it is shown
     */
    public Optional<String> refusal(PackageName name, String version, FilePath path, FileAge age) {
        String what =
                "File " + Quote.of(path.fileName()) + " of version " + Quote.of(version) + " of " + Quote.of(name);
        return refusal(what, age.published(), age.known(), name, version);
    }

    private Optional<String> refusal(String what, Instant published, Instant known, PackageName name, String version) {
        if (instant != null && published.isAfter(instant)) {
            return Optional.of(what + " appeared after " + instant + ", the moment of which is read.");
        }
        return ripe(name, version, known)
                .filter(ripe -> ripe.isAfter(now))
                .map(ripe -> what + " is too young: it is held back until " + ripe
                        + ". Use an older version, or have an administrator exempt it.");
    }

    /** Returns from when on a version is old enough; empty if it always is. */
    private Optional<Instant> ripe(PackageName name, String version, Instant published) {
        return rules.stream()
                .filter(rule -> !rule.minimumAge().isZero() && !rule.exempts(name, version))
                .map(Policies::minimumAge)
                .max(Duration::compareTo)
                .map(age -> Moments.after(published, age));
    }

    /** Tells whether a version is shown only because it is exempt. */
    public boolean isExempted(PackageName name, String version, Instant published) {
        return rules.stream()
                .anyMatch(rule -> !rule.minimumAge().isZero()
                        && rule.exempts(name, version)
                        && Moments.after(published, rule.minimumAge()).isAfter(now));
    }

    /** Returns the blocks for versions of a package. */
    public List<Block> blocks(PackageName name) {
        // A shortcut: this is asked for each document, and nearly always there are no rules.
        List<Block> blocks = new ArrayList<>(0);
        for (Policies rule : rules) {
            for (Block block : rule.blocks()) {
                if (block.versions().name().matches(name)) {
                    blocks.add(block);
                }
            }
        }
        return Collections.unmodifiableList(blocks);
    }

    /**
     * Throws the refusal that a client gets when it asks for a file of a hidden version.
     *
     * @throws DeniedException if the version is hidden
     */
    public void demand(PackageName name, String version, Instant published) {
        demand(refusal(name, version, published));
    }

    /**
     * Throws the refusal that a client gets when it asks for a file that is hidden for its own age.
     *
     * @throws DeniedException if the file is hidden
     */
    public void demand(PackageName name, String version, FilePath path, FileAge age) {
        demand(refusal(name, version, path, age));
    }

    private static void demand(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw DeniedException.forbidden(reason);
        });
    }

    /** Returns when versions that are too young now will be old enough, in order: between those moments nothing changes by itself. */
    public List<Instant> changes(PackageView view) {
        List<Instant> moments = new ArrayList<>();
        for (VersionView version : view.versions()) {
            ripe(view.name(), version.name(), version.published())
                    .filter(ripe -> ripe.isAfter(now))
                    .ifPresent(moments::add);
        }
        moments.sort(null);
        return List.copyOf(moments);
    }

    /** Returns the same for single files of the versions in the view, in no order. */
    public List<Instant> changes(PackageView view, PackageFormat format) {
        FileAges ages = new FileAges(format);
        return view.versions().stream()
                .flatMap(version -> ages.of(view.name(), version).stream()
                        .flatMap(age -> ripe(view.name(), version.name(), age.known()).stream()))
                .filter(ripe -> ripe.isAfter(now))
                .toList();
    }

    /** Returns what tells one set of rules from another, for stamps. */
    public String fingerprint() {
        return isEmpty() ? "" : Integer.toHexString(rules.hashCode()) + (instant == null ? "" : "@" + instant);
    }
}
