package io.artispace.format.maven.layout;

/** How Maven writes snapshot versions. */
public final class Snapshots {
    private static final String SNAPSHOT = "SNAPSHOT";
    private static final int DATE = "20260102".length();
    private static final int TIMESTAMP = "20260102.030405".length();

    private Snapshots() {}

    /** Tells whether a base version is a snapshot, as Maven's resolver decides it. */
    public static boolean isSnapshot(String version) {
        return version.endsWith(SNAPSHOT);
    }

    /** Tells whether a version is one build of a snapshot, such as {@code 1.0-20260102.030405-7}, or {@code 20260102.030405-7}. */
    public static boolean isTimestamped(String version) {
        int number = version.lastIndexOf('-');
        int time = number - TIMESTAMP;
        return time >= 0
                && (time == 0 || version.charAt(time - 1) == '-')
                && areDigits(version, time, time + DATE)
                && version.charAt(time + DATE) == '.'
                && areDigits(version, time + DATE + 1, number)
                && number + 1 < version.length()
                && areDigits(version, number + 1, version.length());
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns what stands before {@code SNAPSHOT}: {@code 1.0-} for {@code 1.0-SNAPSHOT}. */
    public static String stem(String snapshot) {
        return snapshot.substring(0, snapshot.length() - SNAPSHOT.length());
    }

    /** Returns {@code 1.0-SNAPSHOT} for {@code 1.0-20260102.030405-7}, and every other version as it is. */
    public static String baseVersion(String version) {
        if (!isTimestamped(version)) {
            return version;
        }
        int number = version.lastIndexOf('-');
        return version.substring(0, version.lastIndexOf('-', number - 1) + 1) + SNAPSHOT;
    }

    /** Returns the version of one build of a snapshot. */
    public static String timestamped(String snapshot, SnapshotFiles.Build build) {
        return stem(snapshot) + build.timestamp() + '-' + build.number();
    }
}
