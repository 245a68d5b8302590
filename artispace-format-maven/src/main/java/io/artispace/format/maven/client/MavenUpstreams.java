package io.artispace.format.maven.client;

import static java.util.stream.Collectors.joining;

import io.artispace.InvalidInputException;
import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the user's own Maven gets public artifacts from: the repository {@code central}, as the {@code settings.xml} of the user
 * and of the installed Maven redefine, mirror and authenticate it; otherwise as that Maven knows it by itself. This class contains no
 * address of its own.
 *
 * <pre>{@code
 * UpstreamFinding central = MavenUpstreams.ofUser().find();
 * central.upstream().ifPresent(upstream -> registry.create(Proxy.named("central").format("maven").of(upstream)));
 * }</pre>
 *
 * <p>Read are mirrors (Maven's rules, blocked ones included), servers, and the repositories of profiles that are named as active or are
 * active by default; {@code ${env.NAME}} and {@code ${user.home}} are replaced. Passwords that Maven 3 encrypted are decrypted with
 * {@code .m2/settings-security.xml}; if one is needed that cannot be decrypted, nothing is found, and the explanation says so. HTTP
 * proxies of the settings are taken over. The upstream may be at any address, as for Maven. Immutable.
 */
public final class MavenUpstreams {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(env\\.[^}]+|user\\.home)}");

    /** Headers in which a Maven would say what it is and takes. A proxy says that of itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of("accept", "accept-encoding", "connection", "user-agent");

    private final Map<String, String> environment;
    private final Path userHome;

    private MavenUpstreams(Map<String, String> environment, Path userHome) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
    }

    /**
     * Looks in the places where the Maven of the user that runs this program would look.
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
            ClientSettings settings = read(m2("settings.xml")).before(global);
            List<RemoteRepository> own =
                    installation.map(Installation::repositories).orElse(List.of());
            return find(settings, own);
        } catch (InvalidInputException | IOException e) {
            return UpstreamFinding.nothing("A settings.xml of Maven cannot be read: is it well-formed XML?");
        }
    }

    private Path m2(String file) {
        return userHome.resolve(".m2").resolve(file);
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

    private UpstreamFinding find(ClientSettings settings, List<RemoteRepository> own) {
        RemoteRepository central = Stream.concat(own.stream(), settings.repositories().stream())
                .filter(repository -> repository.id().equals(RemoteRepository.CENTRAL))
                .reduce((earlier, later) -> later)
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

    private UpstreamFinding upstream(ClientSettings settings, String id, String url, String place) {
        String found = "Found as " + place;
        try {
            Upstream upstream = Upstream.at(URI.create(url)).atAnyAddress();
            ClientSettings.Server server = settings.servers().get(id);
            Optional<Credentials> shown = server == null ? Optional.empty() : shown(server, id, found);
            if (server != null && shown.isPresent()) {
                upstream = upstream.withCredentials(shown.get());
                found += ", with " + described(server) + " of the server " + id;
            }
            found += leftOut(server);
            Optional<ProxySetting> proxy = ProxySetting.choose(settings.proxies(), upstream.url());
            if (proxy.isPresent()) {
                upstream = upstream.through(forwardProxy(proxy.get(), found));
                found += ", through the proxy " + proxy.get().id() + hint(upstream);
            }
            return new UpstreamFinding(upstream, found + ".");
        } catch (Unusable unusable) {
            return UpstreamFinding.nothing(unusable.explanation);
        } catch (IllegalArgumentException | InvalidInputException e) {
            return UpstreamFinding.nothing("Found " + place + ", but its URL is none of http or https.");
        }
    }

    /** Tells what the user has to do if the forward proxy needs a password and a tunnel: see {@link ForwardProxy}. */
    private static String hint(Upstream upstream) {
        boolean tunnel = upstream.url().getScheme().equalsIgnoreCase("https");
        boolean password =
                upstream.through().flatMap(ForwardProxy::authentication).isPresent();
        String disabled = System.getProperty("jdk.http.auth.tunneling.disabledSchemes", "Basic");
        return tunnel && password && disabled.toLowerCase(Locale.ROOT).contains("basic")
                ? " (which is shown its password only if this program is started with -Djdk.http.auth.tunneling.disabledSchemes= and"
                        + " nothing after the sign)"
                : "";
    }

    private ForwardProxy forwardProxy(ProxySetting setting, String found) throws Unusable {
        String name = "the proxy " + setting.id();
        try {
            ForwardProxy proxy = ForwardProxy.at(setting.host(), Integer.parseInt(setting.port()));
            return setting.user().isEmpty()
                    ? proxy
                    : proxy.withCredentials(credentials(setting.user(), setting.password(), name, found));
        } catch (NumberFormatException | InvalidInputException e) {
            throw new Unusable(found + ", but " + name + " in settings.xml has no host, or a port that is none.");
        }
    }

    private Optional<Credentials> shown(ClientSettings.Server server, String id, String found) throws Unusable {
        Credentials shown = server.user().isEmpty()
                ? null
                : credentials(server.user(), server.password(), "the server " + id, found);
        try {
            for (Map.Entry<String, String> header : server.headers().entrySet()) {
                if (isOfTheClient(header.getKey())) {
                    continue;
                }
                Secret value = Secret.of(header.getValue());
                shown = shown == null ? Credentials.header(header.getKey(), value) : shown.and(header.getKey(), value);
            }
        } catch (InvalidInputException e) {
            throw new Unusable(found + ", but the HTTP headers of the server " + id
                    + " in settings.xml cannot be sent: " + e.getMessage());
        }
        return Optional.ofNullable(shown);
    }

    private static boolean isOfTheClient(String header) {
        return OF_THE_CLIENT.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Tells which headers are not sent. */
    private static String leftOut(ClientSettings.@Nullable Server server) {
        String names = server == null
                ? ""
                : server.headers().keySet().stream()
                        .filter(MavenUpstreams::isOfTheClient)
                        .sorted()
                        .collect(joining(", "));
        return names.isEmpty() ? "" : ", without the HTTP headers in which Maven tells of itself (" + names + ")";
    }

    private static String described(ClientSettings.Server server) {
        long sent = server.headers().keySet().stream()
                .filter(header -> !isOfTheClient(header))
                .count();
        String headers = sent == 1 ? "the HTTP header" : "the HTTP headers";
        return sent == 0 ? "the credentials" : server.user().isEmpty() ? headers : "the credentials and " + headers;
    }

    private Credentials credentials(String user, String password, String whose, String found) throws Unusable {
        Optional<String> decrypted = new MasterPassword(m2("settings-security.xml")).decrypt(password);
        if (decrypted.isEmpty()) {
            String why = PasswordCipher.isOfMaven4(password)
                    ? " was encrypted by Maven 4, which only that can decrypt"
                    : " is encrypted and cannot be decrypted by settings-security.xml";
            throw new Unusable(
                    found + ", but the password of " + whose + why + "; say the URL with its user and password.");
        }
        return Credentials.basic(user, Secret.of(decrypted.get()));
    }

    /** What was found cannot be used. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String explanation;

        Unusable(String explanation) {
            this.explanation = explanation;
        }
    }
}
