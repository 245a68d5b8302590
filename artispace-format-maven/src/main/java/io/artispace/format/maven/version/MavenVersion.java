package io.artispace.format.maven.version;

import java.util.ArrayList;
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
    private final String key;

    private MavenVersion(String text) {
        this.text = text;
        this.key = Key.of(text.toLowerCase(Locale.ENGLISH));
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
        return Key.compare(key, other.key);
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

    /**
     * A version ready to be compared, as one text: an artifact may have tens of thousands of versions, each of a hundred parts, and an
     * object for each part would fill the heap. A list is open to the end, since nothing follows a list within a list. It begins with a
     * hyphen; a number is its digits, and a word an at sign and its rank, each with a dot at the end.
     */
    private static final class Key {
        private static final char LIST = '-';
        private static final char WORD = '@';
        private static final char END = '.';
        private final StringBuilder key = new StringBuilder();
        /** The length of the key up to what has to stay, whatever follows. */
        private int kept;
        /** Whether nothing, not even what stands for nothing, was added to the innermost list. */
        private boolean empty = true;

        static String of(String version) {
            Key key = new Key();
            key.parse(version);
            return key.finished();
        }

        private void parse(String version) {
            int start = 0;
            boolean digits = false;
            for (int i = 0; i < version.length(); i++) {
                char c = version.charAt(i);
                if (c == '.' || c == '-') {
                    add(version.substring(start, i), digits || i == start);
                    start = i + 1;
                    if (c == '-') {
                        nest();
                    }
                } else if (Character.isDigit(c) != digits) {
                    if (i > start) {
                        addBeforeChange(version.substring(start, i), digits);
                        start = i;
                    }
                    digits = !digits;
                }
            }
            if (start < version.length()) {
                if (!digits) {
                    nestUnlessEmpty();
                }
                add(version.substring(start), digits);
            }
        }

        /**
         * Adds what stands before a change from digits to letters or back; a word and the number behind it stand apart from what is before
         * them.
         */
        private void addBeforeChange(String part, boolean digits) {
            if (digits) {
                addNumber(part);
            } else {
                nestUnlessEmpty();
                addWord(Word.beforeDigit(part));
            }
            nest();
        }

        private void add(String part, boolean digits) {
            if (digits) {
                addNumber(part);
            } else {
                addWord(Word.rank(part));
            }
        }

        /** A number of any length: its digits in ASCII, without leading zeros. */
        private void addNumber(String part) {
            int begin = key.length();
            for (int i = 0; i < part.length(); i++) {
                int digit = Character.digit(part.charAt(i), 10);
                if (digit > 0 || key.length() > begin) {
                    key.append((char) ('0' + digit));
                }
            }
            end(key.length() == begin);
        }

        private void addWord(String rank) {
            key.append(WORD).append(rank);
            end(rank.equals(Word.NOTHING));
        }

        private void end(boolean isNothing) {
            key.append(END);
            empty = false;
            kept = isNothing ? kept : key.length();
        }

        private void nestUnlessEmpty() {
            if (!empty) {
                nest();
            }
        }

        /** Begins a list. What stands for nothing right before it is dropped. */
        private void nest() {
            key.setLength(kept);
            key.append(LIST);
            kept = key.length();
            empty = true;
        }

        /** Drops what stands for nothing at the end. */
        private String finished() {
            while (kept > 0 && key.charAt(kept - 1) == LIST) {
                kept--;
            }
            return key.substring(0, kept);
        }

        static int compare(String one, String other) {
            int i = 0;
            int j = 0;
            while (i < one.length() && j < other.length()) {
                int kind = kind(one.charAt(i));
                if (kind != kind(other.charAt(j))) {
                    return Integer.compare(kind, kind(other.charAt(j)));
                }
                int end = end(one, i);
                int otherEnd = end(other, j);
                // Without leading zeros, the longer number is the greater.
                int order = kind == kind('0') ? Integer.compare(end - i, otherEnd - j) : 0;
                order = order == 0 ? compare(one, i, end, other, j, otherEnd) : order;
                if (order != 0) {
                    return order;
                }
                i = end;
                j = otherEnd;
            }
            return i < one.length() ? compareToNothing(one, i) : -compareToNothing(other, j);
        }

        /** The place among the kinds: words, lists, numbers. */
        private static int kind(char first) {
            return first == WORD ? 0 : first == LIST ? 1 : 2;
        }

        /** Returns where the item ends that begins here. */
        private static int end(String key, int begin) {
            return key.charAt(begin) == LIST ? begin + 1 : key.indexOf(END, begin) + 1;
        }

        private static int compare(String one, int i, int end, String other, int j, int otherEnd) {
            // The dots at the ends are not compared: a word comes before those that begin with it.
            int common = Math.min(end - i, otherEnd - j) - 1;
            for (int at = 0; at < common; at++) {
                int order = Character.compare(one.charAt(i + at), other.charAt(j + at));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(end - i, otherEnd - j);
        }

        /** Compares the rest of a key with nothing: what is behind the end of a shorter one. */
        private static int compareToNothing(String key, int from) {
            int end;
            for (int at = from; at < key.length(); at = end) {
                end = end(key, at);
                int order = switch (kind(key.charAt(at))) {
                    case 0 -> key.substring(at + 1, end - 1).compareTo(Word.NOTHING);
                    case 1 -> 0;
                    default -> end - 1 > at ? 1 : 0;
                };
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /** What qualifiers are sorted by: one character for a known one, the one behind these and the word for others. */
    private static final class Word {
        private static final String NOTHING = "5";
        private static final Map<String, String> KNOWN = Map.ofEntries(
                Map.entry("alpha", "0"),
                Map.entry("beta", "1"),
                Map.entry("milestone", "2"),
                Map.entry("rc", "3"),
                Map.entry("cr", "3"),
                Map.entry("snapshot", "4"),
                Map.entry("", NOTHING),
                Map.entry("ga", NOTHING),
                Map.entry("final", NOTHING),
                Map.entry("release", NOTHING),
                Map.entry("sp", "6"));

        private Word() {}

        static String rank(String word) {
            String known = KNOWN.get(word);
            return known == null ? "7" + word : known;
        }

        /** Only before a digit, one letter may stand for a word: {@code 1.0b2} is {@code 1.0-beta-2}. */
        static String beforeDigit(String word) {
            return switch (word) {
                case "a" -> rank("alpha");
                case "b" -> rank("beta");
                case "m" -> rank("milestone");
                default -> rank(word);
            };
        }
    }
}
