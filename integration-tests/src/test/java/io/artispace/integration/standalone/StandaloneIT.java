package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.SamplePackage;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final int FILES = 128;
    private static final String JAR = "maven-releases/it/a/lib/1.0/lib-1.0.jar";

    @TempDir
    Path data;

    @Test
    void servesTheThreeRepositoriesAndRemembersThem() throws Exception {
        try (StandaloneProcess running = start("--user", "ci:secret:write", "--anonymous", "read")) {
            HttpUser ci = new HttpUser(running.address(), "ci", "secret");
            assertThat(ci.getAnonymously("-/health").statusCode()).isEqualTo(200);
            assertThat(ci.put(JAR, CONTENT).statusCode()).isBetween(200, 204);
            assertThat(ci.getAnonymously(JAR).body()).isEqualTo(CONTENT);
            assertThat(ci.put("maven-snapshots/it/a/lib/1.0-SNAPSHOT/lib-1.0-20250101.000000-1.jar", CONTENT)
                            .statusCode())
                    .isBetween(200, 204);
            assertThat(ci.put("npm-hosted/sample", sample()).statusCode()).isBetween(200, 204);
            assertThat(running.stop()).as(running.output()).isIn(0, 143);
            assertThat(running.output()).contains("ArtiSpace listening on " + running.address());
        }
        Path file = Files.writeString(data.resolve("options"), """
                # What changes from now on.
                user = ci:changed:read
                anonymous none
                """);
        try (StandaloneProcess again = start("--config", file.toString())) {
            HttpUser ci = new HttpUser(again.address(), "ci", "changed");
            assertThat(ci.get(JAR).body()).isEqualTo(CONTENT);
            assertThat(ci.put(JAR.replace("1.0", "2.0"), CONTENT).statusCode()).isEqualTo(403);
            assertThat(ci.getAnonymously(JAR).statusCode()).isEqualTo(401);
            assertThat(new HttpUser(again.address(), "ci", "secret").get(JAR).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void servesWhatAnotherHasThroughItsProxiesAndGroups() throws Exception {
        try (StandaloneProcess upstream = startWithAdministrator()) {
            HttpUser publisher = Administrator.of(upstream);
            publisher.put(JAR, CONTENT);
            publisher.put("npm-hosted/sample", sample());
            String base = upstream.address().toString().replace("//", "//ci:secret@");
            try (StandaloneProcess running = StandaloneProcess.start(
                    data.resolve("near"),
                    "--user",
                    "ci:near:write",
                    "--maven-upstream",
                    base + "maven-releases/",
                    "--npm-upstream",
                    base + "npm-hosted/")) {
                HttpUser ci = new HttpUser(running.address(), "ci", "near");

                assertThat(ci.get(JAR.replace("maven-releases", "maven")).body())
                        .isEqualTo(CONTENT);
                assertThat(new String(ci.get("npm/sample").body(), StandardCharsets.UTF_8))
                        .contains(running.address() + "npm/sample/-/sample-1.0.0.tgz");
                assertThat(ci.get("npm/sample/-/sample-1.0.0.tgz").statusCode()).isEqualTo(200);
                assertThat(ci.put("maven/it/a/own/1.0/own-1.0.jar", CONTENT).statusCode())
                        .isBetween(200, 204);
                assertThat(ci.get("maven-releases/it/a/own/1.0/own-1.0.jar").body())
                        .isEqualTo(CONTENT);
                assertThat(running.output()).doesNotContain("secret");
            }
        }
    }

    @Test
    void upstreamsAreThoseOfTheUsersClients() throws Exception {
        try (RunningRegistry upstream = RunningRegistry.open(data.resolve("upstream"))) {
            HttpUser publisher = upstream.http(RunningRegistry.WRITER);
            publisher.put(JAR, CONTENT);
            publisher.put("npm-hosted/sample", sample());
            String token = upstream.token(RunningRegistry.READER);
            Path home = homeOfAUserOf(upstream, token);

            try (StandaloneProcess running = StandaloneProcess.startAt(home, withAdministrator(data.resolve("near")))) {
                HttpUser ci = Administrator.of(running);
                assertThat(ci.get(JAR.replace("maven-releases", "maven")).body())
                        .isEqualTo(CONTENT);
                assertThat(new String(ci.get("npm/sample").body(), StandardCharsets.UTF_8))
                        .contains(running.address() + "npm/sample/-/sample-1.0.0.tgz");
                assertThat(ci.get("npm/sample/-/sample-1.0.0.tgz").statusCode()).isEqualTo(200);
                assertThat(running.output())
                        .contains(
                                "Upstream of maven: Found as the mirror near in settings.xml",
                                "Upstream of npm: Found in the user's .npmrc")
                        .doesNotContain(RunningRegistry.PASSWORD, token);
            }
        }
    }

    private Path homeOfAUserOf(RunningRegistry upstream, String token) throws IOException {
        Path home = Files.createDirectories(data.resolve("home"));
        Files.writeString(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), """
                <settings>
                  <mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>%smaven-releases/</url></mirror></mirrors>
                  <servers><server><id>near</id><username>%s</username><password>%s</password></server></servers>
                </settings>""".formatted(
                        upstream.base(), RunningRegistry.READER, RunningRegistry.PASSWORD));
        String npm = upstream.base() + "npm-hosted/";
        Files.writeString(
                home.resolve(".npmrc"),
                "registry=" + npm + "\n" + npm.substring("http:".length()) + ":_authToken=" + token + "\n");
        return home;
    }

    @Test
    void proxiesAndGroupsAreLeftOutWithoutClientsAndReported() throws Exception {
        Path home = Files.createDirectories(data.resolve("home"));
        try (StandaloneProcess running = StandaloneProcess.startAt(home, withAdministrator(data.resolve("store")))) {
            HttpUser ci = Administrator.of(running);

            assertThat(running.output()).contains("--maven-upstream URL", "--npm-upstream URL");
            for (String absent : List.of("maven", "maven-central", "npm", "npmjs")) {
                assertThat(ci.get(absent + "/x").statusCode()).as(absent).isEqualTo(404);
            }
            assertThat(ci.put(JAR, CONTENT).statusCode()).isBetween(200, 204);
            assertThat(ci.get(JAR).body()).isEqualTo(CONTENT);
            assertThat(ci.put("npm-hosted/sample", sample()).statusCode()).isBetween(200, 204);
            assertThat(ci.get("npm-hosted/sample/-/sample-1.0.0.tgz").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void makesAnAdminWithARandomPasswordOnce() throws Exception {
        Pattern password = Pattern.compile("admin.*password (\\S{20,})");
        try (StandaloneProcess running = start()) {
            Matcher matcher = password.matcher(running.output());
            assertThat(matcher.find()).as(running.output()).isTrue();
            HttpUser admin = new HttpUser(running.address(), "admin", matcher.group(1));
            assertThat(admin.put(JAR, CONTENT).statusCode()).isBetween(200, 204);
            assertThat(admin.getAnonymously(JAR).statusCode()).isEqualTo(401);
        }
        try (StandaloneProcess again = start()) {
            assertThat(again.output()).doesNotContain("password");
        }
    }

    @Test
    void handsOutUrlsBelowItsBaseUrl() throws Exception {
        try (StandaloneProcess running =
                startWithAdministrator("--base-url", "https://artifacts.example.com/registry")) {
            HttpUser ci = Administrator.of(running);
            ci.put("npm-hosted/sample", sample());

            assertThat(new String(ci.get("npm-hosted/sample").body(), StandardCharsets.UTF_8))
                    .contains("https://artifacts.example.com/registry/npm-hosted/sample/-/sample-1.0.0.tgz");
        }
    }

    @Test
    void explainsWrongArgumentsAndExitsWithTwo() throws Exception {
        try (StandaloneProcess running =
                StandaloneProcess.launch(List.of("--data", data.toString(), "--port", "many"))) {
            assertThat(running.exitCode()).isEqualTo(2);
            assertThat(running.output()).contains("--port needs a number").doesNotContain("\tat ");
        }
    }

    @Test
    void verifiesItsStoreAndExitsWithOneIfThatIsDamaged() throws Exception {
        try (StandaloneProcess running = start("--user", "ci:secret:write")) {
            new HttpUser(running.address(), "ci", "secret").put(JAR, CONTENT);
            running.stop();
        }
        List<String> verify = List.of("--data", data.resolve("store").toString(), "--verify");
        try (StandaloneProcess sound = StandaloneProcess.launch(verify)) {
            assertThat(sound.exitCode()).as(sound.output()).isZero();
            assertThat(sound.output()).contains("0 missing, 0 corrupt").doesNotContain("listening");
        }

        try (Stream<Path> blobs = Files.walk(data.resolve("store/blobs/blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }

        try (StandaloneProcess damaged = StandaloneProcess.launch(verify)) {
            assertThat(damaged.exitCode()).isEqualTo(1);
            assertThat(damaged.output()).contains("MISSING ").contains(" missing, 0 corrupt");
        }
    }

    @Test
    void explainsWhyItCannotStart() throws Exception {
        try (StandaloneProcess running = startWithAdministrator()) {
            String port = Integer.toString(running.address().getPort());
            Path other = withAdministrator(data.resolve("other"));
            List<String> samePort = List.of("--data", other.toString(), "--port", port);
            try (StandaloneProcess second = StandaloneProcess.launch(samePort)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output()).contains(port).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void connectionsLeaveFilesToPublishWith() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (StandaloneProcess running = StandaloneProcess.startLimited("-n " + FILES, withAdministrator(data))) {
            HttpUser ci = Administrator.of(running);
            assertThat(ci.get(JAR).statusCode()).isEqualTo(404);
            for (int i = 0; i < FILES; i++) {
                idle.add(new Socket(
                        running.address().getHost(), running.address().getPort()));
            }

            // On the connection that it has already.
            assertThat(ci.put(JAR, CONTENT).statusCode()).isEqualTo(201);
            assertThat(ci.get(JAR).body()).isEqualTo(CONTENT);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void filesThatMustNotGrowFurtherLoseNothing() throws Exception {
        Path store = withAdministrator(data);
        byte[] large = new byte[3_000_000];
        int deployed = 0;
        // In blocks of 512 bytes: less than SQLite writes before it begins to write its log anew.
        try (StandaloneProcess running = StandaloneProcess.startLimited("-f 4096", store)) {
            HttpUser ci = Administrator.of(running);
            assertThat(ci.put(jar("large"), large).statusCode()).isBetween(500, 507);
            assertThat(ci.get(jar("large")).statusCode()).isEqualTo(404);
            while (ci.put(jar("a" + deployed), CONTENT).statusCode() == 201) {
                deployed++;
                assertThat(deployed).as("the database goes on growing").isLessThan(1_000);
            }
            assertThat(ci.get(jar("a0")).body()).isEqualTo(CONTENT);
            assertThat(ci.get(jar("a" + deployed)).statusCode()).isEqualTo(404);
        }
        try (StandaloneProcess unlimited = StandaloneProcess.startIn(StandaloneProcess.QUICK, store)) {
            HttpUser ci = Administrator.of(unlimited);
            for (int i = 0; i < deployed; i++) {
                assertThat(ci.get(jar("a" + i)).body()).isEqualTo(CONTENT);
            }
            assertThat(ci.put(jar("a" + deployed), CONTENT).statusCode()).isEqualTo(201);
            assertThat(ci.put(jar("large"), large).statusCode()).isEqualTo(201);
        }
        try (Registry registry = Registry.open(store)) {
            assertThat(registry.maintenance().verify().isSound()).isTrue();
        }
    }

    private static String jar(String name) {
        return "maven-releases/it/limited/%1$s/1.0/%1$s-1.0.jar".formatted(name);
    }

    private static byte[] sample() {
        return SamplePackage.of("sample", "1.0.0", "x").document().getBytes(StandardCharsets.UTF_8);
    }

    private StandaloneProcess startWithAdministrator(String... options) throws Exception {
        return StandaloneProcess.startIn(StandaloneProcess.QUICK, withAdministrator(data.resolve("store")), options);
    }

    private static Path withAdministrator(Path data) {
        Administrator.in(Registry.builder().directory(data));
        return data;
    }

    private StandaloneProcess start(String... options) throws Exception {
        return StandaloneProcess.start(data.resolve("store"), options);
    }
}
