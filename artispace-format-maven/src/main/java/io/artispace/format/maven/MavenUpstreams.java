package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds where the user's own Maven gets public artifacts from: the repository {@code central}, as {@code settings.xml} of the user and of
 * the installed Maven redefine, mirror and authenticate it, else as that Maven knows it by itself. Nothing is written down here.
 *
 * <pre>{@code
 * UpstreamFinding central = MavenUpstreams.ofUser().find();
 * central.upstream().ifPresent(upstream -> registry.create(Proxy.named("central").format("maven").of(upstream)));
 * }</pre>
 *
 * <p>Read are mirrors (Maven's rules, blocked ones included), servers, and the repositories of profiles that are named as active or are
 * active by default; {@code ${env.NAME}} and {@code ${user.home}} are replaced. Passwords that Maven encrypted cannot be used: where one is
 * needed, nothing is found, and the explanation says so. The upstream may be at any address, as for Maven. Immutable.
 */
public final class MavenUpstreams {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(env\\.[^}]+|user\\.home)}");
    private static final Pattern ENCRYPTED = Pattern.compile("(^|[^$\\\\])\\{[A-Za-z0-9+/=]{16,}}");

    private final Map<String, String> environment;
    private final Path userHome;

    private MavenUpstreams(Map<String, String> environment, Path userHome) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
    }

    /**
     * Looks where the Maven of the user that runs this program would.
     *
     * @return the search
     */
    public static MavenUpstreams ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Looks elsewhere.
     *
     * @param environment variables: {@code MAVEN_HOME}, {@code M2_HOME} and {@code PATH} lead to the installed Maven, the others are
     *     for {@code ${env.NAME}}
     * @param userHome the directory with {@code .m2/settings.xml}
     * @return the search
     */
    public static MavenUpstreams of(Map<String, String> environment, Path userHome) {
        return new MavenUpstreams(environment, userHome);
    }

    /**
     * Reads the files, each time anew. Files that are absent count as empty; nothing is changed and no network is used.
     *
     * @return where Maven gets public artifacts from, or why that cannot be told
     */
    public UpstreamFinding find() {
        Optional<Installation> installation = Installation.find(environment);
        try {
            ClientSettings global = installation.isEmpty()
                    ? ClientSettings.NONE
                    : read(installation.get().settings());
            ClientSettings settings =
                    read(userHome.resolve(".m2").resolve("settings.xml")).before(global);
            List<RemoteRepository> own =
                    installation.map(Installation::repositories).orElse(List.of());
            return find(settings, own);
        } catch (InvalidInputException | IOException e) {
            return UpstreamFinding.nothing("A settings.xml of Maven cannot be read: is it well-formed XML?");
        }
    }

    private ClientSettings read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return ClientSettings.NONE;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ClientSettingsReader.read(in, this::interpolated);
        }
    }

    private String interpolated(String text) {
        return PROPERTY.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            String value =
                    name.equals("user.home") ? userHome.toString() : environment.get(name.substring("env.".length()));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    private static UpstreamFinding find(ClientSettings settings, List<RemoteRepository> own) {
        RemoteRepository central = Stream.concat(settings.repositories().stream(), own.stream())
                .filter(repository -> repository.id().equals(RemoteRepository.CENTRAL))
                .findFirst()
                .orElse(new RemoteRepository(RemoteRepository.CENTRAL, null));
        Optional<Mirror> mirror = Mirror.choose(settings.mirrors(), central);
        if (mirror.isPresent()) {
            return mirror.get().blocked()
                    ? UpstreamFinding.nothing("settings.xml blocks the repository central by the mirror "
                            + mirror.get().id() + ".")
                    : upstream(
                            settings,
                            mirror.get().id(),
                            mirror.get().url(),
                            "the mirror " + mirror.get().id() + " in settings.xml");
        }
        if (central.url() == null) {
            return UpstreamFinding.nothing(
                    "Neither settings.xml nor an installed Maven (by MAVEN_HOME, M2_HOME or mvn on the PATH) names a repository.");
        }
        boolean byItself = own.contains(central);
        String place = byItself ? "the installed Maven's own repository" : "an active profile in settings.xml";
        return upstream(settings, central.id(), central.url(), place);
    }

    private static UpstreamFinding upstream(ClientSettings settings, String id, String url, String place) {
        try {
            Upstream upstream = Upstream.at(URI.create(url)).atAnyAddress();
            ClientSettings.Server server = settings.servers().get(id);
            if (server == null || server.user().isEmpty()) {
                return new UpstreamFinding(upstream, "Found as " + place + ".");
            }
            if (ENCRYPTED.matcher(server.password()).find()) {
                return UpstreamFinding.nothing("Found as " + place + ", but the password of the server " + id
                        + " is encrypted by Maven and cannot be used here; say the URL with its user and password.");
            }
            return new UpstreamFinding(
                    upstream.withCredentials(Credentials.basic(server.user(), Secret.of(server.password()))),
                    "Found as " + place + ", with the credentials of the server " + id + ".");
        } catch (IllegalArgumentException | InvalidInputException e) {
            return UpstreamFinding.nothing("Found " + place + ", but its URL is none of http or https.");
        }
    }
}
