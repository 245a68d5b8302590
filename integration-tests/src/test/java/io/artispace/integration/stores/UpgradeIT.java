package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.format.maven.Maven;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.SamplePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This release serves what earlier ones have stored, byte for byte, and keeps their promises. */
class UpgradeIT {
    @TempDir
    Path place;

    @ParameterizedTest
    @ValueSource(strings = {"schema-1", "schema-2", "schema-2-proxies", "schema-3"})
    void storeOfAnEarlierReleaseGoesOn(String name) throws IOException {
        EarlierStore store = EarlierStore.unpack(name, place);
        for (int opened = 0; opened < 2; opened++) {
            try (Registry registry = Registry.open(store.directory())) {
                assertEverythingIsThere(registry, store);
                assertThatUsedNamesStayUsed(registry);
                assertThatTokensAreGood(registry, store);
                publishMore(registry, opened);
                assertThat(registry.maintenance().verify().findings()).isEmpty();
                if (opened == 1) {
                    // It takes a while, and shows of the first opening what it shows of the second.
                    assertThatUsersAreGood(registry);
                }
            }
        }
    }

    private static void assertEverythingIsThere(Registry registry, EarlierStore store) throws IOException {
        assertThat(EarlierStore.sums(registry, store.files())).isEqualTo(store.sums());
        if (store.files().containsAll(EarlierStore.FETCHED)) {
            for (String document : EarlierStore.DOCUMENTS) {
                assertThat(text(registry, document)).contains("remote", "1.0");
            }
        }
        for (String removed : EarlierStore.REMOVED) {
            assertThat(EarlierStore.send(registry, "GET", removed, new byte[0]).status())
                    .as(removed)
                    .isEqualTo(404);
        }
        assertThat(Maven.in(registry.repository("releases")).versions("com.acme:app"))
                .contains("1.0", "2.0")
                .doesNotContain("1.1");
        assertThat(text(registry, "releases/com/acme/maven-metadata.xml")).contains("<prefix>greeting</prefix>");
        assertThat(text(registry, "snapshots/com/acme/lib/1.0-SNAPSHOT/maven-metadata.xml"))
                .contains("<buildNumber>2</buildNumber>");
        assertThat(registry.repository("releases").search("application", 0, 10)).hasSize(1);
        Npm npm = Npm.in(registry.repository("npm"));
        assertThat(npm.versions("@acme/widget"))
                .contains("1.0.0", "2.0.0-beta.1")
                .doesNotContain("1.1.0");
        assertThat(npm.tags("@acme/widget")).containsEntry("beta", "2.0.0-beta.1");
        assertThat(text(registry, "npm/@acme%2fwidget")).contains("\"latest\":\"1.0.0\"");
    }

    private static void assertThatUsedNamesStayUsed(Registry registry) {
        assertThat(EarlierStore.send(registry, "PUT", EarlierStore.REMOVED.get(0), EarlierStore.text("other"))
                        .status())
                .isEqualTo(409);
        assertThat(EarlierStore.send(registry, "PUT", EarlierStore.FILES.get(0), EarlierStore.text("other"))
                        .status())
                .isEqualTo(409);
        SamplePackage again = SamplePackage.of("@acme/widget", "1.1.0", "other");
        assertThat(EarlierStore.send(registry, "PUT", "npm/@acme%2fwidget", EarlierStore.text(again.document()))
                        .status())
                .isIn(403, 409);
    }

    private static void assertThatUsersAreGood(Registry registry) {
        Caller byPassword = registry.accounts()
                .authenticate(EarlierStore.USER, Secret.of(EarlierStore.PASSWORD))
                .orElseThrow();
        assertThat(byPassword.role()).isEqualTo(Role.WRITE);
    }

    private static void assertThatTokensAreGood(Registry registry, EarlierStore store) throws IOException {
        Caller byToken =
                registry.accounts().authenticate(Secret.of(store.token())).orElseThrow();
        assertThat(byToken.name()).isEqualTo(EarlierStore.USER);
    }

    private static void publishMore(Registry registry, int number) throws IOException {
        String jar = "releases/com/acme/app/3." + number + "/app-3." + number + ".jar";
        byte[] content = EarlierStore.text("app 3." + number);

        assertThat(EarlierStore.send(registry, "PUT", jar, content).status()).isEqualTo(201);

        assertThat(EarlierStore.get(registry, jar)).isEqualTo(content);
        assertThat(text(registry, "releases/com/acme/app/maven-metadata.xml"))
                .contains("<version>1.0</version>", "<version>3." + number + "</version>");
    }

    private static String text(Registry registry, String path) throws IOException {
        return new String(EarlierStore.get(registry, path), StandardCharsets.UTF_8);
    }
}
