package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ArtiSpaceException;
import io.artispace.FilePath;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.SamplePackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done to a registry, each time to something of another name. */
enum Change {
    DEPLOY {
        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            return there.send("PUT", jar(name), bytes(name)) == 201;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, jar(name), metadata(name), null, bytes(name), done);
        }
    },

    REDEPLOY {
        @Override
        void prepare(SteppedRegistry there, String name) {
            assertThat(there.send("PUT", jar(name), bytes("old " + name))).isEqualTo(201);
        }

        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            return there.send("PUT", jar(name), bytes(name)) < 300;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, jar(name), metadata(name), bytes("old " + name), bytes(name), done);
        }
    },

    DELETE {
        @Override
        void prepare(SteppedRegistry there, String name) {
            assertThat(there.send("PUT", jar(name), bytes(name))).isEqualTo(201);
        }

        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            int status = there.send("DELETE", jar(name), new byte[0]);
            // The first attempt may have succeeded although it could not say so.
            return status == 204 || status == 404;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, jar(name), metadata(name), bytes(name), null, done);
        }
    },

    PUBLISH {
        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            int status = there.send("PUT", "npm/" + name, document(name));
            // The first attempt may have succeeded although it could not say so, and npm wants no version published
            // twice.
            return status == 201 || status == 403 || status == 409;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, tarball(name), "npm/" + name, null, sample(name).tarball(), done);
        }
    },

    UNPUBLISH {
        @Override
        void prepare(SteppedRegistry there, String name) {
            assertThat(there.send("PUT", "npm/" + name, document(name))).isEqualTo(201);
        }

        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            Npm npm = Npm.in(there.registry().repository("npm"));
            if (npm.versions(name).contains("1.0.0")) {
                npm.unpublish(name, "1.0.0");
            }
            return true;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, tarball(name), "npm/" + name, sample(name).tarball(), null, done);
        }
    },

    COLLECT {
        @Override
        void prepare(SteppedRegistry there, String name) {
            assertThat(there.send("PUT", jar(name), bytes(name))).isEqualTo(201);
            assertThat(there.send("PUT", jar(name + "-kept"), bytes("kept " + name)))
                    .isEqualTo(201);
            assertThat(there.send("DELETE", jar(name), new byte[0])).isEqualTo(204);
            there.clock().advance(Duration.ofHours(3));
        }

        @Override
        boolean tryOn(SteppedRegistry there, String name) {
            there.registry().maintenance().collectGarbage(Duration.ofHours(1));
            return true;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            isOneOf(there, jar(name + "-kept"), metadata(name + "-kept"), null, bytes("kept " + name), true);
            if (Boolean.TRUE.equals(done)) {
                assertThat(there.send("PUT", jar(name + "-again"), bytes(name))).isEqualTo(201);
                isOneOf(there, jar(name + "-again"), metadata(name + "-again"), null, bytes(name), true);
            }
        }
    },

    FILL {
        @Override
        void prepare(SteppedRegistry there, String name) {
            there.upstream().at(path(name), bytes(name));
        }

        @Override
        boolean tryOn(SteppedRegistry there, String name) throws IOException {
            FilePath path = FilePath.of(path(name));
            try (InputStream in =
                    there.registry().proxy("central").file(path).orElseThrow().open()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes(name));
            }
            return true;
        }

        @Override
        void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException {
            assertThat(there.get("central/" + path(name))).contains(hex(bytes(name)));
            if (Boolean.TRUE.equals(done)) {
                there.upstream().forget(path(name));
                assertThat(there.get("central/" + path(name))).contains(hex(bytes(name)));
            }
        }
    };

    /** Brings about what it changes. */
    void prepare(SteppedRegistry there, String name) {}

    /**
     * Tries it, a second time perhaps.
     *
     * @return whether it is said to be done; it may also throw what Java callers get
     * @throws ArtiSpaceException if it is not said to be done
     */
    abstract boolean tryOn(SteppedRegistry there, String name) throws IOException;

    /** Checks that it is done wholly or not at all; {@code done} says which, or is null where nobody can know. */
    abstract void check(SteppedRegistry there, String name, @Nullable Boolean done) throws IOException;

    /** The file has one of two contents, or is absent for one of them; and its checksum and its document say the same of it. */
    private static void isOneOf(
            SteppedRegistry there,
            String file,
            String document,
            byte @Nullable [] before,
            byte @Nullable [] after,
            @Nullable Boolean done)
            throws IOException {
        Optional<String> seen = there.get(file);
        Optional<String> expected = Optional.ofNullable(after).map(Change::hex);
        if (!Boolean.TRUE.equals(done) && !seen.equals(expected)) {
            expected = Optional.ofNullable(before).map(Change::hex);
        }
        assertThat(seen).as(file).isEqualTo(expected);
        Optional<String> text = there.get(document).map(hex -> new String(unhex(hex), StandardCharsets.UTF_8));
        assertThat(text.isPresent() && text.get().contains("1.0"))
                .as("%s: %s", document, text)
                .isEqualTo(seen.isPresent());
        if (file.endsWith(".jar")) {
            assertThat(there.get(file + ".sha1"))
                    .isEqualTo(seen.map(hex -> hex(HexFormat.of()
                            .formatHex(SamplePackage.digest("SHA-1", unhex(hex)))
                            .getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static String path(String name) {
        return "it/steps/" + name + "/1.0/" + name + "-1.0.jar";
    }

    private static String jar(String name) {
        return "releases/" + path(name);
    }

    private static String metadata(String name) {
        return "releases/it/steps/" + name + "/maven-metadata.xml";
    }

    private static SamplePackage sample(String name) {
        return SamplePackage.of(name, "1.0.0", "content of " + name);
    }

    private static byte[] document(String name) {
        return sample(name).document().getBytes(StandardCharsets.UTF_8);
    }

    private static String tarball(String name) {
        return "npm/" + name + "/-/" + name + "-1.0.0.tgz";
    }

    private static byte[] bytes(String name) {
        return ("bytes of " + name + ", ").repeat(2_000).getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] unhex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
