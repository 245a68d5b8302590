package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.format.UpstreamLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The link of a proxy that a group has in two ways, as its own member and within another group. Its upstream is asked once, for
 * packages that may come in one way or the other.
 *
 * @param first one way
 * @param other another way to the same upstream
 */
record EitherLink(UpstreamLink first, UpstreamLink other) implements UpstreamLink {
    @Override
    public String repository() {
        return first.repository();
    }

    @Override
    public boolean mayBeAsked() {
        return first.mayBeAsked();
    }

    @Override
    public boolean permits(PackageName packageName) {
        return first.permits(packageName) || other.permits(packageName);
    }

    @Override
    public boolean permits(PackageName packageName, String version, @Nullable Instant published) {
        return first.permits(packageName, version, published) || other.permits(packageName, version, published);
    }

    @Override
    public UpstreamLink upTo(int bytes) {
        return new EitherLink(first.upTo(bytes), other.upTo(bytes));
    }

    @Override
    public Answer get(String location) {
        return first.get(location);
    }

    @Override
    public Answer post(String location, String contentType, byte[] body) {
        return first.post(location, contentType, body);
    }
}
