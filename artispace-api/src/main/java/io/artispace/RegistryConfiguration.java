package io.artispace;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.artispace.access.AccessPolicy;
import io.artispace.blob.BlobStore;
import io.artispace.event.RegistryListener;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataStore;
import io.artispace.policy.PackagePolicy;
import io.artispace.spi.RegistryProvider;
import io.artispace.spi.Services;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a registry is made of, as collected by its {@link Builder}. What was not given explicitly is found by
 * {@link java.util.ServiceLoader} when the registry is opened. Immutable.
 */
public final class RegistryConfiguration {
    private final Builder given;

    private RegistryConfiguration(Builder given) {
        this.given = given;
    }

    /**
     * Returns the metadata store that was passed in.
     *
     * @return the store, owned by the caller; empty if one is to be opened at {@link #metadataLocation()}
     */
    public Optional<MetadataStore> metadataStore() {
        return Optional.ofNullable(given.metadataStore);
    }

    /**
     * Returns where the metadata is.
     *
     * @return the location; {@code memory:/} if nothing was said
     */
    public URI metadataLocation() {
        return requireNonNullElse(given.metadataLocation, Builder.MEMORY);
    }

    /**
     * Returns the blob store that was passed in.
     *
     * @return the store, owned by the caller; empty if one is to be opened at {@link #blobLocation()}
     */
    public Optional<BlobStore> blobStore() {
        return Optional.ofNullable(given.blobStore);
    }

    /**
     * Returns where the bytes are.
     *
     * @return the location; {@code memory:/} if nothing was said
     */
    public URI blobLocation() {
        return requireNonNullElse(given.blobLocation, Builder.MEMORY);
    }

    /**
     * Returns the formats: those that were passed in, or else those that {@link java.util.ServiceLoader} finds.
     *
     * @return the formats, each id once
     * @throws InvalidInputException if two formats have the same id
     */
    public List<PackageFormat> formats() {
        return given.formats.isEmpty()
                ? Services.of(PackageFormat.class, classLoader()).all(PackageFormat::id)
                : Services.unique(PackageFormat.class, given.formats, PackageFormat::id);
    }

    /** {@return the access policy that was passed in; empty for the one by roles} */
    public Optional<AccessPolicy> accessPolicy() {
        return Optional.ofNullable(given.accessPolicy);
    }

    /** {@return the host's own rules about what may enter, in the order in which they were added} */
    public List<PackagePolicy> packagePolicies() {
        return List.copyOf(given.packagePolicies);
    }

    /** {@return the listeners in the order in which they were added} */
    public List<RegistryListener> listeners() {
        return List.copyOf(given.listeners);
    }

    /** {@return the source of time; the system's if none was passed in} */
    public InstantSource clock() {
        return given.clock;
    }

    /** {@return the limits} */
    public Limits limits() {
        return given.limits;
    }

    /** {@return how many iterations the hash of a password takes} */
    public int passwordIterations() {
        return given.passwordIterations;
    }

    /**
     * {@return the class loader in which providers are looked for; the one of this class if none was passed in, never the thread's context
     * class loader}
     */
    public ClassLoader classLoader() {
        ClassLoader own = RegistryConfiguration.class.getClassLoader();
        return given.classLoader == null ? own : given.classLoader;
    }

    /** Collects what a registry is made of. Not thread-safe; can be used for several registries one after the other. */
    public static final class Builder {
        private static final URI MEMORY = URI.create("memory:/");

        /** What OWASP's Password Storage Cheat Sheet asks for, in its edition of 2023, of PBKDF2 with HMAC-SHA-256. */
        private static final int PASSWORD_ITERATIONS = 600_000;

        private static final int FEWEST_PASSWORD_ITERATIONS = 1_000;

        private @Nullable MetadataStore metadataStore;
        private @Nullable URI metadataLocation;
        private @Nullable BlobStore blobStore;
        private @Nullable URI blobLocation;
        private List<PackageFormat> formats = new ArrayList<>();
        private @Nullable AccessPolicy accessPolicy;
        private List<PackagePolicy> packagePolicies = new ArrayList<>();
        private List<RegistryListener> listeners = new ArrayList<>();
        private InstantSource clock = Clock.systemUTC();
        private Limits limits = Limits.defaults();
        private int passwordIterations = PASSWORD_ITERATIONS;
        private @Nullable ClassLoader classLoader;

        Builder() {}

        /**
         * Keeps everything in a directory: {@code artispace.db} and {@code blobs/}.
         *
         * @param directory the directory, in the default file system; created if it is absent
         * @return this
         * @throws InvalidInputException if it is in another file system, where SQLite cannot open files
         */
        public Builder directory(Path directory) {
            if (!directory.getFileSystem().equals(FileSystems.getDefault())) {
                throw new InvalidInputException(
                        "Cannot keep a registry in " + Quote.of(directory)
                                + ": that is in a file system of "
                                + Quote.of(directory.getFileSystem().provider().getScheme() + ":")
                                + ", and SQLite opens files of the system's own only. Name a directory there, or none, to keep all in memory.");
            }
            URI root = directory.toAbsolutePath().normalize().toUri();
            String base = root.toString().endsWith("/") ? root.toString() : root + "/";
            return metadata(URI.create("sqlite:" + URI.create(base).getRawPath() + "artispace.db"))
                    .blobs(URI.create(base + "blobs/"));
        }

        /**
         * Sets where the metadata is.
         *
         * @param location such as {@code sqlite:/var/lib/registry/artispace.db} or {@code memory:/}
         * @return this
         */
        public Builder metadata(URI location) {
            this.metadataLocation = requireNonNull(location, "location");
            this.metadataStore = null;
            return this;
        }

        /**
         * Passes a metadata store in. Say where the bytes are as well: by {@link #blobs(URI)}, {@code memory:/} for one in memory.
         *
         * @param store the store; it is not closed with the registry
         * @return this
         */
        public Builder metadata(MetadataStore store) {
            this.metadataStore = requireNonNull(store, "store");
            return this;
        }

        /**
         * Sets where the bytes are.
         *
         * @param location such as {@code file:///var/lib/registry/blobs/} or {@code memory:/}
         * @return this
         */
        public Builder blobs(URI location) {
            this.blobLocation = requireNonNull(location, "location");
            this.blobStore = null;
            return this;
        }

        /**
         * Passes a blob store in.
         *
         * @param store the store; it is not closed with the registry
         * @return this
         */
        public Builder blobs(BlobStore store) {
            this.blobStore = requireNonNull(store, "store");
            return this;
        }

        /**
         * Adds a format. Once one was added, {@link java.util.ServiceLoader} is not asked for others.
         *
         * @param format the format
         * @return this
         */
        public Builder format(PackageFormat format) {
            formats.add(requireNonNull(format, "format"));
            return this;
        }

        /**
         * Sets who may do what, in place of the policy by roles.
         *
         * @param policy the policy
         * @return this
         */
        public Builder access(AccessPolicy policy) {
            this.accessPolicy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Adds a rule about what may enter the registry.
         *
         * @param policy is asked before the first fetch of a file and before a publication is committed
         * @return this
         */
        public Builder policy(PackagePolicy policy) {
            packagePolicies.add(requireNonNull(policy, "policy"));
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener is told of changes after commit
         * @return this
         */
        public Builder listener(RegistryListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets the source of time.
         *
         * @param clock the clock
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the limits.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(Limits limits) {
            this.limits = requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets how many iterations the hash of a built-in user's password takes. The more there are, the longer it takes to check a
         * password, and to guess one whose hash has leaked. The default of 600,000 takes a processor some tenths of a second. Use fewer
         * only where passwords protect nothing, as in tests. Passwords that were set before keep their iterations; tokens are not affected.
         *
         * @param iterations the iterations of PBKDF2 with HMAC-SHA-256; at least 1,000
         * @return this
         * @throws InvalidInputException if they are fewer
         */
        public Builder passwordIterations(int iterations) {
            if (iterations < FEWEST_PASSWORD_ITERATIONS) {
                throw new InvalidInputException("Cannot hash passwords with " + iterations
                        + " iterations: give at least " + FEWEST_PASSWORD_ITERATIONS + ".");
            }
            this.passwordIterations = iterations;
            return this;
        }

        /**
         * Sets where providers are looked for.
         *
         * @param classLoader the loader
         * @return this
         */
        public Builder classLoader(ClassLoader classLoader) {
            this.classLoader = requireNonNull(classLoader, "classLoader");
            return this;
        }

        /**
         * Returns what was collected.
         *
         * @return the configuration; later changes of this builder do not touch it
         * @throws InvalidInputException if a store or a location was given for the metadata and nothing for the bytes, or a location for
         *     the bytes and nothing for the metadata: one half would be kept and the other one lost when the registry is closed
         */
        public RegistryConfiguration build() {
            checkBothAreKept();
            Builder copy = new Builder();
            copy.metadataStore = metadataStore;
            copy.metadataLocation = metadataLocation;
            copy.blobStore = blobStore;
            copy.blobLocation = blobLocation;
            copy.formats = List.copyOf(formats);
            copy.accessPolicy = accessPolicy;
            copy.packagePolicies = List.copyOf(packagePolicies);
            copy.listeners = List.copyOf(listeners);
            copy.clock = clock;
            copy.limits = limits;
            copy.passwordIterations = passwordIterations;
            copy.classLoader = classLoader;
            return new RegistryConfiguration(copy);
        }

        private void checkBothAreKept() {
            boolean keepsMetadata = metadataStore != null || isKept(metadataLocation);
            if (keepsMetadata && blobStore == null && blobLocation == null) {
                throw new InvalidInputException(
                        "Cannot keep the metadata of a registry and not its bytes, which would be"
                                + " gone when it is closed: say where they are by blobs(...), or blobs(URI.create(\"memory:/\"))"
                                + " if that is meant.");
            }
            if (blobStore == null && isKept(blobLocation) && metadataStore == null && metadataLocation == null) {
                throw new InvalidInputException(
                        "Cannot keep the bytes of a registry and not its metadata, which would be"
                                + " gone when it is closed: say where it is by metadata(...), or metadata(URI.create(\"memory:/\"))"
                                + " if that is meant.");
            }
        }

        private static boolean isKept(@Nullable URI location) {
            return location != null && !MEMORY.getScheme().equalsIgnoreCase(location.getScheme());
        }

        /**
         * Opens the registry.
         *
         * @return the registry; the caller closes it
         * @throws StorageFailedException if a store cannot be opened; or if the metadata store is new and the blob store is not, which
         *     looks as if the database was lost: the bytes would be taken for garbage
         * @throws InvalidInputException if a provider is missing or ambiguous; the message names the artifact to add. Also as {@link
         *     #build()} does
         */
        public Registry open() {
            RegistryConfiguration configuration = build();
            return Services.of(RegistryProvider.class, configuration.classLoader())
                    .only("artispace-core")
                    .open(configuration);
        }
    }
}
