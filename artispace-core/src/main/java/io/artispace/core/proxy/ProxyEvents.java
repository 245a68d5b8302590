package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.core.engine.Engine;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.FileOwner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes in the event log what happens to a proxy, other than files being stored. */
record ProxyEvents(Engine engine, String proxy) {
    void upstreamFailed(String packageName) {
        append(Type.UPSTREAM_FAILED, packageName, null, null);
    }

    void altered(FileOwner owner, FilePath path) {
        append(Type.UPSTREAM_ALTERED, owner.packageName().value(), owner.version(), path.value());
    }

    /** Makes an event that is noted together with something else. */
    RegistryEvent exempted(FileOwner owner, FilePath path) {
        return event(Type.POLICY_EXEMPTED, owner.packageName().value(), owner.version(), path.value());
    }

    private void append(Type type, String packageName, @Nullable String version, @Nullable String detail) {
        RegistryEvent event = event(type, packageName, version, detail);
        RegistryEvent stored = engine.metadata().<RegistryEvent>write(writer -> writer.appendEvent(event));
        engine.listeners().tell(List.of(stored));
    }

    private RegistryEvent event(Type type, String packageName, @Nullable String version, @Nullable String detail) {
        return new RegistryEvent(0, engine.now(), type, proxy, packageName, version, detail, "upstream");
    }
}
