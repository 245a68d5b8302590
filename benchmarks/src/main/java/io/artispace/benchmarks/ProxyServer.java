package io.artispace.benchmarks;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.policy.Policies;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * ArtiSpace on SQLite and files in front of other registries: what {@link RegistryServer} has, and beside it
 *
 * <ul>
 *   <li>{@code central} and {@code npmjs}, proxies of what {@link UpstreamServer} makes up; {@code npmjs-ruled}, the same under policies
 *   <li>{@code maven}, a group of {@code maven-releases}, {@code maven-snapshots} and {@code central}
 *   <li>{@code files-N} and {@code packages-N}, proxies of the files of {@link UpstreamServer} and of the packages of a
 *       {@link RegistryServer}, which nobody used yet, as the last of three members of the groups {@code builds-N} and {@code installs-N}
 * </ul>
 */
final class ProxyServer {
    /** How many unused proxies there are of each kind. */
    static final int UNUSED = 8;

    private ProxyServer() {}

    /** Serves: the directory, the address of an {@link UpstreamServer}, and that of a {@link RegistryServer}. */
    public static void main(String... arguments) throws IOException {
        URI upstream = URI.create(arguments[1]);
        URI packages = URI.create(arguments[2] + RegistryServer.NPM + "/");
        try (Registry registry = Registry.open(Path.of(arguments[0]))) {
            for (String name : new String[] {RegistryServer.MAVEN, "maven-snapshots"}) {
                registry.create(Hosted.named(name).format("maven").readableByAnyone());
            }
            for (String name : new String[] {RegistryServer.NPM, "npm-other"}) {
                registry.create(Hosted.named(name).format("npm").readableByAnyone());
            }
            registry.accounts().createUser(RegistryServer.USER, Secret.of(RegistryServer.PASSWORD), Role.WRITE);
            registry.create(proxy("central", "maven", upstream.resolve(UpstreamServer.MAVEN)));
            registry.create(group("maven", "maven", RegistryServer.MAVEN, "maven-snapshots", "central"));
            registry.create(proxy("npmjs", "npm", upstream.resolve(UpstreamServer.NPM)));
            registry.create(proxy("npmjs-ruled", "npm", packages).policies(rules()));
            registry.create(proxy("npmjs-plain", "npm", packages));
            for (int i = 0; i < UNUSED; i++) {
                registry.create(proxy("files-" + i, "maven", upstream.resolve(UpstreamServer.FILES)));
                registry.create(group("builds-" + i, "maven", RegistryServer.MAVEN, "maven-snapshots", "files-" + i));
                registry.create(proxy("packages-" + i, "npm", packages));
                registry.create(group("installs-" + i, "npm", RegistryServer.NPM, "npm-other", "packages-" + i));
            }
            try (JdkHttpFront front = JdkHttpFront.start(registry)) {
                ServerProcess.ready(front.address());
            }
        }
    }

    private static Proxy proxy(String name, String format, URI url) {
        return Proxy.named(name)
                .format(format)
                .of(Upstream.at(url).atAnyAddress().keeping(Duration.ofHours(1), Duration.ofHours(1)))
                .readableByAnyone();
    }

    private static Group group(String name, String format, String... members) {
        return Group.named(name).format(format).members(members).readableByAnyone();
    }

    /** As a careful company has them; nothing of what is asked for is hidden. */
    private static Policies rules() {
        Policies rules = Policies.none().minimumAge(Duration.ofMillis(1)).exempt("@acme/*");
        for (int i = 0; i < 20; i++) {
            rules = rules.block("bad-package-" + i + "@1.0." + i, "It is harmful.");
        }
        return rules;
    }
}
