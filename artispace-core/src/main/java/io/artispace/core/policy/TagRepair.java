package io.artispace.core.policy;

import io.artispace.format.PackageFormat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Points tags whose version is hidden to the highest shown version that is not above it; to a pre-release only if the hidden version
 * was one. If there is no such version, the tag is left out.
 *
 * @param format knows the order of versions
 * @param shown the versions that are shown
 */
record TagRepair(PackageFormat format, Set<String> shown) {
    Map<String, String> repair(Map<String, String> tags) {
        Map<String, String> repaired = new HashMap<>();
        tags.forEach((tag, version) -> {
            if (shown.contains(version)) {
                repaired.put(tag, version);
            } else {
                below(version).ifPresent(other -> repaired.put(tag, other));
            }
        });
        return repaired;
    }

    private Optional<String> below(String version) {
        Comparator<String> order = format.versionOrder();
        boolean preRelease = format.isPreRelease(version);
        return shown.stream()
                .filter(other -> preRelease || !format.isPreRelease(other))
                .filter(other -> order.compare(other, version) <= 0)
                .max(order);
    }
}
