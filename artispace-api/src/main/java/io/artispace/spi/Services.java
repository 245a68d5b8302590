package io.artispace.spi;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.PackageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place where {@link ServiceLoader} is used: what happens with none, one, many, unknown and duplicate providers, and what the
 * user is told. Thread-safe.
 *
 * @param <S> the service
 */
public final class Services<S> {
    private static final Map<Class<?>, String> ARTIFACTS = Map.of(
            RegistryProvider.class, "artispace-core",
            MetadataStoreProvider.class, "artispace-metadata-jdbc",
            BlobStoreProvider.class, "artispace-storage-fs",
            PackageFormat.class, "artispace-format-maven or artispace-format-npm");

    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
    /** Which artifacts open the locations that {@code artispace-storage-fs} does not. */
    private static final Map<String, String> BLOB_ARTIFACTS = Map.of(
            "s3:", "artispace-storage-s3",
            "cache:", "artispace-stores",
            "mirror:", "artispace-stores");

    /**
     * The providers that were found in the loader of this class, kept since looking through a class path takes a millisecond or two, and a
     * registry looks four times. Nothing is kept of other loaders, which could not be unloaded otherwise.
     */
    private static final Map<Class<?>, List<? extends ServiceLoader.Provider<?>>> FOUND = new ConcurrentHashMap<>();

    private final Class<S> service;
    private final ClassLoader classLoader;

    private Services(Class<S> service, ClassLoader classLoader) {
        this.service = service;
        this.classLoader = classLoader;
    }

    /**
     * Looks for providers of one of ArtiSpace's services. Each call of a method below makes new instances. In the loader of this class, the
     * search is repeated until it finds some; their classes are remembered then.
     *
     * @param <S> the service
     * @param service one of the interfaces of this package, or {@link PackageFormat}
     * @param classLoader where to look
     * @return the services
     */
    public static <S> Services<S> of(Class<S> service, ClassLoader classLoader) {
        return new Services<>(service, classLoader);
    }

    /**
     * Returns the only provider.
     *
     * @param artifact the artifact to name if there is none
     * @return the provider
     * @throws InvalidInputException if there is none or more than one
     */
    public S only(String artifact) {
        List<S> found = load();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new InvalidInputException(
                found.isEmpty()
                        ? "No " + service.getSimpleName() + " was found: add io.artispace:" + artifact
                                + " to the class path or module path, or give the builder the class loader that has it."
                        : "Several " + service.getSimpleName() + "s were found, and there can be one only: "
                                + names(found) + ". Remove all but one.");
    }

    /**
     * Returns all providers, each id once.
     *
     * @param id says what a provider calls itself
     * @return the providers, ordered by id
     * @throws InvalidInputException if two providers have the same id
     */
    public List<S> all(Function<S, String> id) {
        return unique(service, load(), id);
    }

    /**
     * Returns the provider for a location: the one with the longest scheme that the location begins with.
     *
     * @param location such as {@code sqlite:/tmp/artispace.db}
     * @param schemes says which schemes a provider opens
     * @return the provider
     * @throws InvalidInputException if there is none or more than one
     */
    public S forLocation(String location, Function<S, Set<String>> schemes) {
        Map<String, List<S>> byScheme = new TreeMap<>();
        for (S provider : load()) {
            for (String scheme : schemes.apply(provider)) {
                byScheme.computeIfAbsent(scheme, s -> new ArrayList<>()).add(provider);
            }
        }
        String scheme = "";
        for (String known : byScheme.keySet()) {
            if (known.length() > scheme.length() && location.regionMatches(true, 0, known, 0, known.length())) {
                scheme = known;
            }
        }
        List<S> found = byScheme.getOrDefault(scheme, List.of());
        if (found.isEmpty()) {
            throw new InvalidInputException("No " + service.getSimpleName() + " opens "
                    + Quote.of(withoutSecrets(location)) + ": there are " + byScheme.keySet()
                    + ". Begin the location with one of these, or add io.artispace:"
                    + artifactFor(location)
                    + " or the module of your own for it to the class path or module path.");
        }
        if (found.size() > 1) {
            throw new InvalidInputException("Several " + service.getSimpleName() + "s open " + scheme + " locations: "
                    + names(found) + ". Remove all but one, or pass the store to the builder.");
        }
        return found.get(0);
    }

    private String artifactFor(String location) {
        if (service == BlobStoreProvider.class) {
            for (Map.Entry<String, String> known : BLOB_ARTIFACTS.entrySet()) {
                if (location.regionMatches(
                        true, 0, known.getKey(), 0, known.getKey().length())) {
                    return known.getValue();
                }
            }
        }
        return ARTIFACTS.getOrDefault(service, "the module");
    }

    /**
     * Checks that each id occurs once.
     *
     * @param <S> the service
     * @param service the service
     * @param providers the providers
     * @param id says what a provider calls itself
     * @return the providers, ordered by id
     * @throws InvalidInputException if two providers have the same id
     */
    public static <S> List<S> unique(Class<S> service, List<S> providers, Function<S, String> id) {
        Map<String, S> byId = new TreeMap<>();
        for (S provider : providers) {
            S other = byId.put(id.apply(provider), provider);
            if (other != null) {
                throw new InvalidInputException("Two " + service.getSimpleName() + "s call themselves "
                        + Quote.of(id.apply(provider)) + ": " + names(List.of(other, provider)) + ". Remove one.");
            }
        }
        return List.copyOf(byId.values());
    }

    private List<S> load() {
        try {
            List<S> loaded = new ArrayList<>();
            for (ServiceLoader.Provider<S> provider : find()) {
                loaded.add(provider.get());
            }
            return loaded;
        } catch (ServiceConfigurationError e) {
            throw new InvalidInputException(
                    "A " + service.getSimpleName() + " on the class path cannot be loaded: " + e.getMessage()
                            + reason(e) + ". Add what it needs to the class path or module path, or take it away.",
                    e);
        }
    }

    private List<ServiceLoader.Provider<S>> find() {
        if (!classLoader.equals(Services.class.getClassLoader())) {
            return ServiceLoader.load(service, classLoader).stream().toList();
        }
        @SuppressWarnings("unchecked") // It was put there below.
        List<ServiceLoader.Provider<S>> known = (List<ServiceLoader.Provider<S>>) FOUND.get(service);
        if (known == null) {
            known = ServiceLoader.load(service, classLoader).stream().toList();
            if (!known.isEmpty()) {
                FOUND.put(service, known);
            }
        }
        return known;
    }

    /** The deepest cause, which names the class that is missing, where the error itself names only the provider. */
    private static String reason(Throwable thrown) {
        String reason = "";
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            reason = " (" + cause + ")";
        }
        return reason;
    }

    /**
     * A location may hold credentials, before an {@code @} or in its parameters. Whatever may belong to them is left out, and everything
     * after it.
     */
    private static String withoutSecrets(String location) {
        String shown = PARAMETERS.matcher(location).replaceFirst("");
        if (location.indexOf('@') < 0) {
            return shown;
        }
        int slashes = shown.indexOf("//");
        boolean before = slashes >= 0 && slashes < location.indexOf('@');
        return shown.substring(0, before ? slashes + 2 : shown.indexOf(':') + 1) + "***";
    }

    private static String names(List<?> providers) {
        return providers.stream().map(p -> p.getClass().getName()).collect(Collectors.joining(", "));
    }
}
