package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.format.UpstreamLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member's link to its upstream, which does not permit the names that may not come from that member.
 *
 * @param link the member's link
 * @param member the member
 * @param membership decides
 */
record GuardedLink(UpstreamLink link, Member member, Membership membership) implements UpstreamLink {
    @Override
    public String repository() {
        return link.repository();
    }

    @Override
    public boolean mayBeAsked() {
        return link.mayBeAsked();
    }

    @Override
    public boolean permits(PackageName packageName) {
        return link.permits(packageName) && membership.includes(member, packageName);
    }

    @Override
    public boolean permits(PackageName packageName, String version, @Nullable Instant published) {
        return permits(packageName) && link.permits(packageName, version, published);
    }

    @Override
    public UpstreamLink upTo(int bytes) {
        return new GuardedLink(link.upTo(bytes), member, membership);
    }

    @Override
    public Answer get(String location) {
        return link.get(location);
    }

    @Override
    public Answer post(String location, String contentType, byte[] body) {
        return link.post(location, contentType, body);
    }
}
