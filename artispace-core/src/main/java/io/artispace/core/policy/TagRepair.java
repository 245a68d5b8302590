package io.artispace.core.policy;

import io.artispace.format.PackageFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Points tags whose version is hidden to the highest shown version that is not above it; to a pre-release only if the hidden version
 * was one. If there is no such version, the tag is left out.
 *
 * <p>An upstream may tell of fifty thousand tags and twice as many versions. So the shown versions are gone through once for all tags.
 *
 * @param format knows the order of versions
 * @param shown the versions that are shown
 */
record TagRepair(PackageFormat format, Set<String> shown) {
    /** The highest shown versions that are not above a hidden one. */
    private static final class Below {
        private @Nullable String release;
        private @Nullable String any;
    }

    Map<String, String> repair(Map<String, String> tags) {
        NavigableMap<String, Below> hidden = new TreeMap<>(format.versionOrder());
        for (String version : tags.values()) {
            if (!shown.contains(version)) {
                hidden.computeIfAbsent(version, absent -> new Below());
            }
        }
        if (!hidden.isEmpty()) {
            find(hidden);
        }
        Map<String, String> repaired = new HashMap<>();
        tags.forEach((tag, version) -> {
            Below below = shown.contains(version) ? null : hidden.get(version);
            String pointedTo = below == null ? version : format.isPreRelease(version) ? below.any : below.release;
            if (pointedTo != null) {
                repaired.put(tag, pointedTo);
            }
        });
        return repaired;
    }

    private void find(NavigableMap<String, Below> hidden) {
        for (String version : shown) {
            Map.Entry<String, Below> next = hidden.ceilingEntry(version);
            if (next != null) {
                Below below = next.getValue();
                below.any = higher(below.any, version);
                below.release = format.isPreRelease(version) ? below.release : higher(below.release, version);
            }
        }
        Below lower = new Below();
        for (Below below : hidden.values()) {
            below.any = below.any == null ? lower.any : below.any;
            below.release = below.release == null ? lower.release : below.release;
            lower = below;
        }
    }

    private String higher(@Nullable String one, String other) {
        return one == null || format.versionOrder().compare(one, other) < 0 ? other : one;
    }
}
