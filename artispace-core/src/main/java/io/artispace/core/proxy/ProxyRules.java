package io.artispace.core.proxy;

import io.artispace.Proxy;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Reading;
import io.artispace.policy.Policies;
import java.util.ArrayList;
import java.util.List;

/** The rules that a proxy is read under: its own, and those of the reading. Thread-safe. */
final class ProxyRules {
    private final Engine engine;
    private final Proxy definition;

    ProxyRules(Engine engine, Proxy definition) {
        this.engine = engine;
        this.definition = definition;
    }

    /** A shortcut: nearly every file is read under no rules at all. */
    boolean isUnruled(Reading reading) {
        return reading.policies().isEmpty()
                && definition.policies().isEmpty()
                && reading.moment().isEmpty();
    }

    /** What a sealed session served was old enough then. */
    PolicyFilter filter(Reading reading) {
        List<Policies> all = new ArrayList<>(reading.policies());
        all.add(definition.policies());
        boolean cooldown = reading.replay().isEmpty();
        return new PolicyFilter(all, reading.moment().orElse(null), engine.now(), cooldown);
    }
}
