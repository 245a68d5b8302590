package io.artispace.core.definition;

import io.artispace.policy.Block;
import io.artispace.policy.Policies;
import io.artispace.policy.VersionPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies as settings and back: one line for each rule, with a tab behind its pattern. */
final class PolicySettings {
    private static final String MINIMUM_AGE = "policy.minimumAge";
    private static final String EXEMPT = "policy.exempt";
    private static final String BLOCKS = "policy.blocks";

    private PolicySettings() {}

    static void write(Policies policies, Map<String, String> settings) {
        if (!policies.minimumAge().isZero()) {
            settings.put(MINIMUM_AGE, policies.minimumAge().toString());
        }
        if (!policies.exempt().isEmpty()) {
            settings.put(
                    EXEMPT,
                    policies.exempt().stream().map(VersionPattern::toString).collect(Collectors.joining("\n")));
        }
        if (!policies.blocks().isEmpty()) {
            settings.put(
                    BLOCKS, policies.blocks().stream().map(PolicySettings::line).collect(Collectors.joining("\n")));
        }
    }

    private static String line(Block block) {
        return block.versions() + "\t" + block.reason();
    }

    static Policies read(Map<String, String> settings) {
        if (!settings.containsKey(MINIMUM_AGE) && !settings.containsKey(EXEMPT) && !settings.containsKey(BLOCKS)) {
            return Policies.none();
        }
        List<VersionPattern> exempt = settings.getOrDefault(EXEMPT, "")
                .lines()
                .map(VersionPattern::of)
                .toList();
        List<Block> blocks = settings.getOrDefault(BLOCKS, "")
                .lines()
                .map(line -> line.split("\t", 2))
                .map(parts -> Block.of(parts[0], parts[1]))
                .toList();
        return new Policies(Duration.parse(settings.getOrDefault(MINIMUM_AGE, "PT0S")), exempt, blocks);
    }
}
