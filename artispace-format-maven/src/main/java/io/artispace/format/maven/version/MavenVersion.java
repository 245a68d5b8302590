package io.artispace.format.maven.version;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version in Maven's own order.
 *
 * <p>A version is a list of numbers and words. A dot goes on in the same list; a hyphen, and a change from digits to letters or back,
 * begin a list within the list. At the end of each list, what stands for nothing is dropped ({@code 0}, {@code ga}, {@code final},
 * {@code release}, an empty list), so that {@code 1}, {@code 1.0} and {@code 1-ga} are equal. Lists are compared item by item. Between two
 * items of different kinds, a word is less than a list and a list less than a number; where one list ends, the other goes on against
 * nothing, and nothing stands between {@code snapshot} and {@code sp} in the order of words: {@code alpha}, {@code beta},
 * {@code milestone}, {@code rc}, {@code snapshot}, nothing, {@code sp}, then all others by their letters.
 *
 * <p>The order is that of {@code org.apache.maven.artifact.versioning.ComparableVersion} in Maven 3.10, against which it is tested. It is
 * not consistent with equals: {@code 1.0} and {@code 1} compare as 0.
 */
public final class MavenVersion implements Comparable<MavenVersion> {
    private final String text;
    private final Sequence items;

    private MavenVersion(String text) {
        this.text = text;
        this.items = parse(text.toLowerCase(Locale.ENGLISH));
    }

    public static MavenVersion of(String text) {
        return new MavenVersion(text);
    }

    /** Sorts versions from the lowest to the highest; those that compare as equal stay in the order in which they were given. */
    public static List<String> sorted(List<String> versions) {
        return merged(versions.stream().map(MavenVersion::of).toList()).stream()
                .map(version -> version.text)
                .toList();
    }

    /** Sorts by merging halves. Among odd versions Maven's order is circular, for which the JDK's sort may throw an exception. */
    private static List<MavenVersion> merged(List<MavenVersion> versions) {
        int half = versions.size() / 2;
        if (half == 0) {
            return versions;
        }
        List<MavenVersion> lower = merged(versions.subList(0, half));
        List<MavenVersion> higher = merged(versions.subList(half, versions.size()));
        List<MavenVersion> merged = new ArrayList<>(versions.size());
        int taken = 0;
        for (MavenVersion version : lower) {
            while (taken < higher.size() && higher.get(taken).compareTo(version) < 0) {
                merged.add(higher.get(taken++));
            }
            merged.add(version);
        }
        merged.addAll(higher.subList(taken, higher.size()));
        return merged;
    }

    @Override
    public int compareTo(MavenVersion other) {
        return items.compareTo(other.items);
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

    private static Sequence parse(String version) {
        Sequence top = new Sequence(new ArrayList<>());
        Deque<Sequence> open = new ArrayDeque<>();
        open.push(top);
        int start = 0;
        boolean digits = false;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            if (c == '.' || c == '-') {
                add(open, i == start ? new Number("") : item(version.substring(start, i), digits));
                start = i + 1;
                if (c == '-') {
                    nest(open);
                }
            } else if (Character.isDigit(c) != digits) {
                if (i > start) {
                    addBeforeChange(open, version.substring(start, i), digits);
                    start = i;
                }
                digits = !digits;
            }
        }
        if (start < version.length()) {
            if (!digits) {
                nestUnlessEmpty(open);
            }
            add(open, item(version.substring(start), digits));
        }
        // The innermost list first, so that a list that becomes empty is dropped from the one around it.
        open.forEach(Sequence::dropNothings);
        return top;
    }

    /**
     * Adds what stands before a change from digits to letters or back; a word and the number behind it stand apart from what is before
     * them.
     */
    private static void addBeforeChange(Deque<Sequence> open, String part, boolean digits) {
        if (digits) {
            add(open, item(part, true));
        } else {
            nestUnlessEmpty(open);
            add(open, new Word(Word.beforeDigit(part)));
        }
        nest(open);
    }

    private static void add(Deque<Sequence> open, Item item) {
        open.getFirst().items().add(item);
    }

    private static void nest(Deque<Sequence> open) {
        Sequence nested = new Sequence(new ArrayList<>());
        add(open, nested);
        open.push(nested);
    }

    private static void nestUnlessEmpty(Deque<Sequence> open) {
        if (!open.getFirst().items().isEmpty()) {
            nest(open);
        }
    }

    private static Item item(String part, boolean digits) {
        return digits ? Number.of(part) : new Word(Word.canonical(part));
    }

    /** A part of a version. */
    private sealed interface Item {
        /** Tells whether the item stands for nothing at the end of a list. */
        boolean isNothing();

        /** Compares with nothing: what is behind the end of a shorter list. */
        int compareToNothing();

        /** The place among the kinds: words, lists, numbers. */
        int kind();

        /** Compares with an item of the same kind. */
        int compareToSameKind(Item other);

        default int compareTo(Item other) {
            return kind() == other.kind() ? compareToSameKind(other) : Integer.compare(kind(), other.kind());
        }
    }

    /**
     * A number of any length.
     *
     * @param digits in ASCII, without leading zeros; empty for 0
     */
    private record Number(String digits) implements Item {
        static Number of(String part) {
            StringBuilder digits = new StringBuilder(part.length());
            for (int i = 0; i < part.length(); i++) {
                int digit = Character.digit(part.charAt(i), 10);
                if (digit > 0 || !digits.isEmpty()) {
                    digits.append((char) ('0' + digit));
                }
            }
            return new Number(digits.toString());
        }

        @Override
        public boolean isNothing() {
            return digits.isEmpty();
        }

        @Override
        public int compareToNothing() {
            return digits.isEmpty() ? 0 : 1;
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public int compareToSameKind(Item other) {
            String others = ((Number) other).digits;
            int byLength = Integer.compare(digits.length(), others.length());
            return byLength != 0 ? byLength : digits.compareTo(others);
        }
    }

    /**
     * A qualifier.
     *
     * @param rank sorts as the qualifier does: one character for a known one, the one behind these and the word for others
     */
    private record Word(String rank) implements Item {
        private static final Map<String, String> KNOWN = Map.ofEntries(
                Map.entry("alpha", "0"),
                Map.entry("beta", "1"),
                Map.entry("milestone", "2"),
                Map.entry("rc", "3"),
                Map.entry("cr", "3"),
                Map.entry("snapshot", "4"),
                Map.entry("", "5"),
                Map.entry("ga", "5"),
                Map.entry("final", "5"),
                Map.entry("release", "5"),
                Map.entry("sp", "6"));
        private static final String NOTHING = "5";

        static String canonical(String word) {
            String known = KNOWN.get(word);
            return known == null ? "7-" + word : known;
        }

        /** Only before a digit, one letter may stand for a word: {@code 1.0b2} is {@code 1.0-beta-2}. */
        static String beforeDigit(String word) {
            return switch (word) {
                case "a" -> canonical("alpha");
                case "b" -> canonical("beta");
                case "m" -> canonical("milestone");
                default -> canonical(word);
            };
        }

        @Override
        public boolean isNothing() {
            return rank.equals(NOTHING);
        }

        @Override
        public int compareToNothing() {
            return rank.compareTo(NOTHING);
        }

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public int compareToSameKind(Item other) {
            return rank.compareTo(((Word) other).rank);
        }
    }

    /**
     * A list of items. A list within it is its last item, so comparing goes on in that one instead of calling itself: a version from
     * outside may nest thousands deep.
     */
    private record Sequence(List<Item> items) implements Item {
        /** Drops what stands for nothing: at the end, and before lists that are at the end. */
        void dropNothings() {
            for (int i = items.size() - 1; i >= 0; i--) {
                Item item = items.get(i);
                if (item.isNothing()) {
                    items.remove(i);
                } else if (!(item instanceof Sequence)) {
                    return;
                }
            }
        }

        @Override
        public boolean isNothing() {
            return items.isEmpty();
        }

        @Override
        public int compareToNothing() {
            List<Item> list = items;
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Sequence nested) {
                    list = nested.items;
                    i = -1;
                } else if (list.get(i).compareToNothing() != 0) {
                    return list.get(i).compareToNothing();
                }
            }
            return 0;
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public int compareToSameKind(Item other) {
            List<Item> list = items;
            List<Item> others = ((Sequence) other).items;
            for (int i = 0; i < Math.max(list.size(), others.size()); i++) {
                if (i < list.size()
                        && i < others.size()
                        && list.get(i) instanceof Sequence nested
                        && others.get(i) instanceof Sequence otherNested) {
                    list = nested.items;
                    others = otherNested.items;
                    i = -1;
                    continue;
                }
                int result = i >= list.size()
                        ? -others.get(i).compareToNothing()
                        : i >= others.size()
                                ? list.get(i).compareToNothing()
                                : list.get(i).compareTo(others.get(i));
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        }
    }
}
