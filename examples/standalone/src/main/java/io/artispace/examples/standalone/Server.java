package io.artispace.examples.standalone;

import io.artispace.ConflictException;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Accounts;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.User;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.http.jdk.JdkHttpOptions;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registry behind the JDK's HTTP server: everything that a program has to write around the library. */
final class Server implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final int PASSWORD_BYTES = 18;
    private static final int MOST_USERS = 1_000;
    private static final Proxy.Named MAVEN_CENTRAL =
            Proxy.named("maven-central").format("maven");
    private static final Proxy.Named NPMJS = Proxy.named("npmjs").format("npm");
    private static final Group MAVEN = Group.named("maven")
            .format("maven")
            .members("maven-releases", "maven-snapshots", "maven-central")
            .publishingTo("maven-releases");
    private static final Group NPM =
            Group.named("npm").format("npm").members("npm-hosted", "npmjs").publishingTo("npm-hosted");

    private final Registry registry;
    private final JdkHttpFront front;
    private final @Nullable Secret generatedPassword;
    private final List<String> notes;

    private Server(Registry registry, JdkHttpFront front, @Nullable Secret generatedPassword, List<String> notes) {
        this.registry = registry;
        this.front = front;
        this.generatedPassword = generatedPassword;
        this.notes = notes;
    }

    static Server start(Options options) throws IOException {
        Registry registry = open(options.stores());
        try {
            List<String> notes = createRepositories(registry, options);
            setAnonymousAccess(registry, options.anonymousRead());
            // Before it listens, so that clients can log in as soon as it answers.
            options.users().forEach(user -> createOrChange(registry.accounts(), user));
            return listen(registry, options, notes);
        } catch (IOException | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** The administrator is created last, so that the generated password is not lost if the port is taken. */
    private static Server listen(Registry registry, Options options, List<String> notes) throws IOException {
        JdkHttpFront front = front(registry, options.address());
        try {
            Secret password = createAdministrator(registry.accounts());
            if (hasNoAdministrator(registry.accounts())) {
                notes.add("No user is an administrator. To add one, start with --user NAME:PASSWORD:admin");
            }
            return new Server(registry, front, password, notes);
        } catch (RuntimeException e) {
            front.close();
            throw e;
        }
    }

    /** Opens the stores that the options name, and adds nothing. */
    static Registry open(Options.Stores stores) {
        RegistryConfiguration.Builder builder = Registry.builder();
        Optional.ofNullable(stores.directory()).ifPresent(builder::directory);
        Optional.ofNullable(stores.metadata()).ifPresent(builder::metadata);
        Optional.ofNullable(stores.blobs()).ifPresent(builder::blobs);
        return builder.open();
    }

    /** Returns notes about them for the user. */
    private static List<String> createRepositories(Registry registry, Options options) {
        ClientUpstreams upstreams = new ClientUpstreams();
        List<String> notes = new ArrayList<>();
        if (registry.repositories().isEmpty()) {
            create(registry, Hosted.named("maven-releases").format("maven"));
            create(registry, Hosted.named("maven-snapshots").format("maven").setting("versions", "snapshot"));
            create(registry, Hosted.named("npm-hosted").format("npm"));
            upstreams.maven(options).ifPresent(upstream -> standFor(upstream, registry, MAVEN_CENTRAL, MAVEN, notes));
            upstreams.npm(options).ifPresent(upstream -> standFor(upstream, registry, NPMJS, NPM, notes));
        } else {
            // The definitions are kept in the metadata store, so only what the options name is changed.
            options.mavenUpstream().ifPresent(upstream -> standFor(upstream, registry, MAVEN_CENTRAL, MAVEN, notes));
            options.npmUpstream().ifPresent(upstream -> standFor(upstream, registry, NPMJS, NPM, notes));
        }
        notes.addAll(upstreams.notes());
        return notes;
    }

    private static void standFor(
            Upstream upstream, Registry registry, Proxy.Named proxy, Group group, List<String> notes) {
        Optional<Repository> there = registry.find(proxy.name());
        if (there.isEmpty() && !hasOthers(registry, proxy.name(), group)) {
            // It is another program's store, or another process is just creating the repositories.
            notes.add("The proxy " + proxy.name() + " was not added: the group " + group.name() + " is to be of "
                    + group.members() + ", and the others are not all there.");
        } else if (there.isEmpty()) {
            create(registry, proxy.of(upstream));
            create(registry, group);
        } else if (there.get().definition() instanceof Proxy old && !isThere(upstream, old.upstream())) {
            registry.update(old.upstream(upstream));
        }
    }

    private static boolean hasOthers(Registry registry, String proxy, Group group) {
        return group.members().stream()
                .allMatch(
                        member -> member.equals(proxy) || registry.find(member).isPresent());
    }

    private static boolean isThere(Upstream told, Upstream old) {
        return told.url().equals(old.url()) && told.authentication().equals(old.authentication());
    }

    private static void create(Registry registry, RepositoryDefinition definition) {
        try {
            registry.create(definition);
        } catch (ConflictException there) {
            // Another process was started on the same empty store, and was quicker.
        }
    }

    /** Without the option nothing changes: the definitions are kept in the metadata store. */
    private static void setAnonymousAccess(Registry registry, @Nullable Boolean mayRead) {
        for (RepositoryDefinition definition : registry.repositories()) {
            if (mayRead != null && mayRead != definition.anonymousRead()) {
                registry.update(mayRead ? definition.readableByAnyone() : definition.readableByUsers());
            }
        }
    }

    /** Returns the password that was generated for the first user; null if there are users already. */
    private static @Nullable Secret createAdministrator(Accounts accounts) {
        if (!accounts.users("", 1).isEmpty()) {
            return null;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Secret password = Secret.of(Base64.getUrlEncoder().encodeToString(random));
        try {
            accounts.createUser(ADMIN, password, Role.ADMIN);
            return password;
        } catch (ConflictException there) {
            return null;
        }
    }

    /** Of a store with more users than are looked at, nothing is said. */
    private static boolean hasNoAdministrator(Accounts accounts) {
        List<User> users = accounts.users("", MOST_USERS);
        return users.size() < MOST_USERS && users.stream().noneMatch(user -> user.role() == Role.ADMIN);
    }

    private static void createOrChange(Accounts accounts, UserOption user) {
        try {
            accounts.createUser(user.name(), user.password(), user.role());
        } catch (ConflictException there) {
            accounts.setPassword(user.name(), user.password());
            accounts.setRole(user.name(), user.role());
        }
    }

    private static JdkHttpFront front(Registry registry, Options.Address address) throws IOException {
        JdkHttpOptions.Builder builder =
                JdkHttpOptions.builder().host(address.host()).port(address.port());
        Optional.ofNullable(address.baseUrl()).ifPresent(builder::baseUrl);
        return JdkHttpFront.start(request -> answer(registry, request), builder.build());
    }

    /** No repository can have the name {@code -}, so this path is free for the program's own. */
    private static Response answer(Registry registry, Request request) {
        boolean asked =
                request.rawPath().equals("/-/health") && request.method().matches("GET|HEAD");
        return asked
                ? Response.status(200).text("text/plain; charset=utf-8", "ok\n").build()
                : registry.handle(request);
    }

    /** Where it listens, ending with a slash. If that is every interface, Java says 0:0:0:0:0:0:0:0, which is no use to clients. */
    String address() {
        InetAddress address = front.address().getAddress();
        String host = address.isAnyLocalAddress() ? "0.0.0.0" : address.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + front.address().getPort() + "/";
    }

    Optional<Secret> generatedPassword() {
        return Optional.ofNullable(generatedPassword);
    }

    /** Notes for the user, a sentence each. */
    List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        front.close();
        registry.close();
    }
}
