package io.artispace.format.npm.client;

import io.artispace.InvalidInputException;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds which registry the user's own npm is set up with: by {@code npm_config_registry}, the {@code .npmrc} of the project, of the
 * user, of all users and of npm itself, in this order; otherwise as {@code npm config get registry} says. This class contains no
 * address of its own.
 *
 * <pre>{@code
 * UpstreamFinding npm = NpmUpstreams.ofUser().find();
 * npm.upstream().ifPresent(upstream -> registry.create(Proxy.named("npmjs").format("npm").of(upstream)));
 * }</pre>
 *
 * <p>Credentials are those that npm would show the registry: {@code _authToken}, {@code _auth}, or {@code username} and
 * {@code _password}, by the registry's address or a path above it. {@code ${NAME}} is replaced by the environment's
 * variable. HTTP proxies ({@code https-proxy}, {@code proxy}, {@code noproxy}, or the environment's variables of such
 * names) are taken over. The upstream may be at any address, as for npm. Immutable.
 */
public final class NpmUpstreams {
    private static final String SCOPE_END = ":registry";

    private final Map<String, String> environment;
    private final Path userHome;
    private final Path project;

    private NpmUpstreams(Map<String, String> environment, Path userHome, Path project) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
        this.project = project;
    }

    /**
     * Looks in the places where npm would look, run by the same user in the working directory.
     *
     * @return the search
     */
    public static NpmUpstreams ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")), Path.of(""));
    }

    /**
     * Looks elsewhere.
     *
     * @param environment variables: {@code npm_config_…} are settings, {@code PATH} leads to npm, any is for {@code ${NAME}}
     * @param userHome the directory with the user's {@code .npmrc}, unless {@code npm_config_userconfig} names the file
     * @param project the directory with the project's {@code .npmrc}
     * @return the search
     */
    public static NpmUpstreams of(Map<String, String> environment, Path userHome, Path project) {
        return new NpmUpstreams(environment, userHome, project.toAbsolutePath());
    }

    /**
     * Reads the files, each time anew, and runs npm for at most 15 seconds if they say nothing. No network is used.
     *
     * @return the registry for packages without a scope of their own, or why that cannot be told
     */
    public UpstreamFinding find() {
        try {
            NpmConfiguration configuration = configuration();
            Optional<NpmConfiguration.Setting> setting = configuration
                    .get("registry")
                    .or(() -> NpmProgram.find(environment)
                            .flatMap(npm -> npm.registry(environment, project))
                            .map(url -> new NpmConfiguration.Setting(url, "what npm says itself", false)));
            return setting.map(found -> finding(configuration, found))
                    .orElseGet(() -> UpstreamFinding.nothing(
                            "No .npmrc names a registry, and there is no npm on the PATH that says one."));
        } catch (IOException e) {
            return UpstreamFinding.nothing("A .npmrc cannot be read.");
        }
    }

    /**
     * Reads which scopes have registries of their own.
     *
     * @return what was found, by scope, such as {@code @acme}
     */
    public Map<String, UpstreamFinding> findScopes() {
        Map<String, UpstreamFinding> scopes = new TreeMap<>();
        try {
            NpmConfiguration configuration = configuration();
            configuration.all().forEach((key, setting) -> {
                if (key.startsWith("@") && key.endsWith(SCOPE_END)) {
                    scopes.put(key.substring(0, key.length() - SCOPE_END.length()), finding(configuration, setting));
                }
            });
        } catch (IOException e) {
            return Map.of();
        }
        return scopes;
    }

    private NpmConfiguration configuration() throws IOException {
        NpmConfiguration configuration = new NpmConfiguration(environment);
        configuration.addEnvironment();
        configuration.addFile(project.resolve(".npmrc"), "the project's .npmrc");
        configuration.addFile(file(configuration, "userconfig", userHome.resolve(".npmrc")), "the user's .npmrc");
        Optional<NpmProgram> npm = NpmProgram.find(environment);
        Optional<Path> global = configuration
                .get("globalconfig")
                .map(setting -> project.resolve(setting.value()))
                .or(() -> npm.flatMap(NpmProgram::globalSettings));
        if (global.isPresent()) {
            configuration.addFile(global.get(), "the npmrc of all users");
        }
        Optional<Path> builtin = npm.flatMap(NpmProgram::builtinSettings);
        if (builtin.isPresent()) {
            configuration.addFile(builtin.get(), "the npmrc of npm itself");
        }
        return configuration;
    }

    private Path file(NpmConfiguration configuration, String key, Path otherwise) {
        return configuration
                .get(key)
                .map(setting -> project.resolve(setting.value()))
                .orElse(otherwise);
    }

    private static UpstreamFinding finding(NpmConfiguration configuration, NpmConfiguration.Setting setting) {
        Upstream upstream;
        try {
            upstream = Upstream.at(URI.create(setting.value())).atAnyAddress();
        } catch (IllegalArgumentException | InvalidInputException e) {
            return UpstreamFinding.nothing(
                    "Found the registry in " + setting.place() + ", but its URL is none of http or https.");
        }
        String found = "Found in " + setting.place();
        try {
            Optional<ForwardProxy> proxy = NpmProxy.find(configuration, upstream.url());
            if (proxy.isPresent()) {
                upstream = upstream.through(proxy.get());
                found += ", through the HTTP proxy " + proxy.get().host();
            }
        } catch (IllegalArgumentException | InvalidInputException e) {
            found += ", without npm's proxy, whose address is malformed, or not of plain HTTP";
        }
        try {
            Optional<Credentials> credentials = NpmCredentials.find(configuration, upstream.url());
            return credentials.isPresent()
                    ? new UpstreamFinding(upstream.withCredentials(credentials.get()), found + ", with credentials.")
                    : new UpstreamFinding(upstream, found + ".");
        } catch (IllegalArgumentException | InvalidInputException e) {
            return new UpstreamFinding(
                    upstream,
                    found
                            + "; its credentials are left out, because they cannot be decoded, are no token, or name a variable that is not set.");
        }
    }
}
