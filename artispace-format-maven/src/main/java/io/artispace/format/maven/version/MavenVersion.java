package io.artispace.format.maven.version;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version in Maven's own order.
 *
 * <p>A version is a list of numbers and words; dots, hyphens, underscores, and a change from digits to letters or back stand between them.
 * What stands for nothing ({@code 0}, {@code ga}, {@code final}, {@code release}) is dropped at the end, and before an item of the other
 * kind, so that {@code 1}, {@code 1.0} and {@code 1-ga} are equal. Lists are compared item by item; see {@link VersionItem} for the order
 * of items. Where one list ends, or one has a number and the other a word, what the longer one or the one of the other kind goes on with is
 * compared with nothing.
 *
 * <p>The order is that by which Maven 3 and 4 themselves choose from a range ({@code org.eclipse.aether.util.version.GenericVersionScheme}),
 * against which it is tested. ({@code ComparableVersion} of {@code maven-artifact}, which plugins use, has another order of odd versions.)
 * It is not consistent with equals: {@code 1.0} and {@code 1} compare as 0.
 */
public final class MavenVersion implements Comparable<MavenVersion> {
    private final String text;
    private final List<VersionItem> items;

    private MavenVersion(String text) {
        this.text = text;
        this.items = withoutPadding(VersionItem.parse(text));
    }

    public static MavenVersion of(String text) {
        return new MavenVersion(text);
    }

    /** Sorts versions from the lowest to the highest; those that compare as equal stay in the order in which they were given. */
    public static List<String> sorted(List<String> versions) {
        return versions.stream()
                .map(MavenVersion::of)
                .sorted()
                .map(version -> version.text)
                .toList();
    }

    /** Drops what stands for nothing at the end, and at the end of each run of numbers or of words; never the first item. */
    private static List<VersionItem> withoutPadding(List<VersionItem> items) {
        List<VersionItem> kept = new ArrayList<>();
        boolean dropped = true;
        for (int i = items.size() - 1; i > 0; i--) {
            VersionItem item = items.get(i);
            boolean endsRun =
                    i + 1 == items.size() || item.isNumber() != items.get(i + 1).isNumber();
            boolean beginsRun = item.isNumber() != items.get(i - 1).isNumber();
            dropped = (endsRun || dropped) && (kept.isEmpty() || !beginsRun) && item.compareToNothing() == 0;
            if (!dropped) {
                kept.add(item);
            }
        }
        kept.add(items.get(0));
        Collections.reverse(kept);
        return kept;
    }

    @Override
    public int compareTo(MavenVersion other) {
        boolean numbers = true;
        if (items.get(0).isNumber() != other.items.get(0).isNumber()) {
            return items.get(0).compareTo(other.items.get(0));
        }
        for (int i = 0; i < items.size() && i < other.items.size(); i++) {
            VersionItem one = items.get(i);
            VersionItem another = other.items.get(i);
            if (one.isNumber() != another.isNumber()) {
                return one.isNumber() == numbers
                        ? compareToNothing(items, i, numbers)
                        : -compareToNothing(other.items, i, numbers);
            }
            int order = one.compareTo(another);
            if (order != 0) {
                return order;
            }
            numbers = one.isNumber();
        }
        return items.size() > other.items.size()
                ? compareToNothing(items, other.items.size(), null)
                : -compareToNothing(other.items, items.size(), null);
    }

    /**
     * Compares what a list goes on with.
     *
     * @param numbers whether only numbers count, or only words; null for both
     */
    private static int compareToNothing(List<VersionItem> items, int from, @Nullable Boolean numbers) {
        return items.stream()
                .skip(from)
                .filter(item -> numbers == null || item.isNumber() == numbers)
                .mapToInt(VersionItem::compareToNothing)
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MavenVersion version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
