package io.artispace.integration.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.artispace.FilePath;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.ResolvedFile;
import io.artispace.format.maven.client.MavenUpstreams;
import io.artispace.format.npm.Npm;
import io.artispace.format.npm.client.NpmUpstreams;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.SamplePackage;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy and a group in front of the public registries, as the user's own clients are set up to reach them. Only the profile
 * {@code public} runs these; what is not set up, does not answer or cannot do a thing is skipped with a message.
 */
@Tag("public")
class PublicRegistriesIT {
    private static final String JAR_SHA_1 = "1820c0968dba3a11a1b30669bb1f01978a91dedc";
    private static final String TARBALL_SHA_512 =
            "k/vGaX4/Yla3WzyMCvTQOXYeIHvqOKtnqBduzTHpzpQZzAskKMhZ2K+EnBiSM9zGSoIFeMpXKxa4dYeZIQqewQ==";

    /** A version and its time in a packument. */
    private static final Pattern TIME = Pattern.compile("\"(\\d+\\.\\d+\\.\\d+)\"\\s*:\\s*\"(\\d{4}-[^\"]+)\"");

    @TempDir
    private Path place;

    private RunningRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = RunningRegistry.open(place.resolve("data"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void artifactIsResolvedByRangeAndByFileAndAgainWithoutTheUpstream() throws Exception {
        PublicRegistry central = central();
        Maven maven = Maven.in(central.group());

        ResolvedFile highest = maven.resolve("org.hamcrest:hamcrest:[2.1,2.2]");
        assertThat(highest.coordinates().version()).isEqualTo("2.2");
        byte[] jar = bytes(highest.open());
        assertThat(HexFormat.of().formatHex(SamplePackage.digest("SHA-1", jar))).isEqualTo(JAR_SHA_1);

        central.goOffline(registry.registry());
        String path = "maven/org/hamcrest/hamcrest/2.2/hamcrest-2.2.jar";
        assertThat(reader().get(path).body()).isEqualTo(jar);
        assertThat(text(reader().get(path + ".sha1"))).isEqualTo(JAR_SHA_1);
        assertThat(maven.versions("org.hamcrest:hamcrest")).contains("2.1", "2.2");
    }

    @Test
    void artifactIsReadAsOfTheDayItAppeared() throws Exception {
        PublicRegistry central = central();
        Instant first = modified(central, "2.1");
        Instant second = modified(central, "2.2");
        assumeTrue(
                first.isBefore(second),
                "Skipped: the Maven registry that is set up does not tell when files were published");

        Maven then = Maven.in(central.group().asOf(first));

        assertThat(then.versions("org.hamcrest:hamcrest")).contains("2.1").doesNotContain("2.2");
        assertThat(then.resolve("org.hamcrest:hamcrest:[2.1,2.2]").coordinates().version())
                .isEqualTo("2.1");
    }

    private static Instant modified(PublicRegistry central, String version) throws InterruptedException {
        String pom = "org/hamcrest/hamcrest/" + version + "/hamcrest-" + version + ".pom";
        return central.directly("HEAD", pom, "")
                .headers()
                .firstValue("Last-Modified")
                .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .orElseGet(() -> abort("Skipped: the Maven registry that is set up does not date its files"));
    }

    @Test
    void packumentIsShownWithItsTarball() throws Exception {
        Npm npm = Npm.in(npmjs().group());

        assertThat(npm.versions("inherits")).contains("2.0.3", "2.0.4");
        assertThat(npm.packument("inherits", "http://here.example/npm/"))
                .contains("http://here.example/npm/inherits/-/inherits-2.0.4.tgz", TARBALL_SHA_512);
        byte[] tarball = bytes(npm.open("inherits", "2.0.4"));
        assertThat(Base64.getEncoder().encodeToString(SamplePackage.digest("SHA-512", tarball)))
                .isEqualTo(TARBALL_SHA_512);
    }

    @Test
    void tarballIsServedWithoutItsPackument() throws Exception {
        PublicRegistry npmjs = npmjs();
        npmjs.assumeAnswers("GET", "@babel%2fcode-frame/7.24.7", "");
        FilePath path = FilePath.of("@babel/code-frame/-/code-frame-7.24.7.tgz");

        byte[] tarball = bytes(npmjs.group().file(path).orElseThrow().open());

        assertThat(tarball).startsWith(0x1f, 0x8b);
        npmjs.goOffline(registry.registry());
        assertThat(reader().get("npm/" + path).body()).isEqualTo(tarball);
        assertThat(reader().get("npm/@babel%2fcode-frame").statusCode())
                .as("the packument, which nobody asked for before")
                .isEqualTo(502);
    }

    @Test
    void packageIsReadAsOfTheDayAVersionAppeared() throws Exception {
        PublicRegistry npmjs = npmjs();
        Map<Instant, String> times = new TreeMap<>();
        Matcher time = TIME.matcher(npmjs.directly("GET", "inherits", "").body());
        while (time.find()) {
            times.put(OffsetDateTime.parse(time.group(2)).toInstant(), time.group(1));
        }
        assumeTrue(times.size() > 1, "Skipped: the npm registry that is set up does not tell when versions appeared");
        List<String> versions = List.copyOf(times.values());
        int half = versions.size() / 2;

        Instant moment = List.copyOf(times.keySet()).get(half - 1);
        Npm then = Npm.in(npmjs.group().asOf(moment));

        assertThat(then.versions("inherits")).containsExactlyInAnyOrderElementsOf(versions.subList(0, half));
        assertThat(versions.subList(0, half)).contains(then.tags("inherits").get("latest"));
    }

    @Test
    void searchFindsWhatIsOutside() throws Exception {
        npmjs().assumeAnswers("GET", "-/v1/search?text=inherits&size=20", "");

        HttpResponse<byte[]> found = reader().get("npm/-/v1/search?text=inherits&size=20");

        assertThat(found.headers().firstValue("npm-notice")).isEmpty();
        assertThat(text(found)).contains("\"name\":\"inherits\"");
    }

    @Test
    void auditTellsOfAdvisories() throws Exception {
        String audit = "-/npm/v1/security/advisories/bulk";
        String question = "{\"minimist\":[\"0.0.8\"]}";
        npmjs().assumeAnswers("POST", audit, question);

        HttpResponse<byte[]> told = reader().post("npm/" + audit, question);

        assertThat(told.statusCode()).as(text(told)).isEqualTo(200);
        assertThat(text(told)).contains("\"minimist\":[{");
    }

    @Test
    void lockFileIsInstalledAndAgainWithoutTheUpstream() throws Exception {
        PublicRegistry npmjs = npmjs();
        Path project = project();

        npm(project, "ci").succeeded();
        assertThat(project.resolve("node_modules/wrappy/package.json")).isRegularFile();

        npmjs.goOffline(registry.registry());
        npm(project, "ci").succeeded();
        assertThat(project.resolve("node_modules/once/package.json")).isRegularFile();
    }

    private PublicRegistry central() throws InterruptedException {
        UpstreamFinding found = MavenUpstreams.ofUser().find();
        return PublicRegistry.in(registry.registry(), "maven", "maven-releases", found);
    }

    private PublicRegistry npmjs() throws InterruptedException {
        UpstreamFinding found = NpmUpstreams.ofUser().find();
        return PublicRegistry.in(registry.registry(), "npm", "npm-hosted", found);
    }

    private HttpUser reader() {
        return registry.http(RunningRegistry.READER);
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** A project whose lock file pins down two packages, one of which needs the other. */
    private Path project() throws IOException {
        Path project = Files.createDirectories(place.resolve("project"));
        URI url = registry.base().resolve("npm/");
        Files.writeString(
                project.resolve("package.json"),
                "{\"name\": \"consumer\", \"version\": \"1.0.0\", \"dependencies\": {\"once\": \"1.4.0\"}}");
        Files.writeString(project.resolve("package-lock.json"), """
                {"name": "consumer", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
                  "": {"name": "consumer", "version": "1.0.0", "dependencies": {"once": "1.4.0"}},
                  "node_modules/once": {"version": "1.4.0", "resolved": "%1$sonce/-/once-1.4.0.tgz",
                    "integrity": "sha512-lNaJgI+2Q5URQBkccEKHTQOPaXdUxnZZElQTZY0MFUAuaEqe1E+Nyvgdz/aIyNi6Z9MzO5dv1H8n58/GELp3+w==",
                    "dependencies": {"wrappy": "1"}},
                  "node_modules/wrappy": {"version": "1.0.2", "resolved": "%1$swrappy/-/wrappy-1.0.2.tgz",
                    "integrity": "sha512-l4Sp/DRseor9wL6EvV2+TuQn63dMkPjZ/sp9XkghTEbV9KlPS1xUsZ3u7/IQO4wxtcFB4bgpQPRcR3QCvezPcQ=="}}}
                """.formatted(url));
        Files.writeString(
                project.resolve(".npmrc"),
                "registry=" + url + "\n" + url.toString().substring("http:".length()) + ":_authToken="
                        + registry.token(RunningRegistry.READER) + "\nfetch-retries=0\n");
        return project;
    }

    /** Runs the npm that is on the path, without anything that it knew before. */
    private Outcome npm(Path project, String command) throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path home = Files.createTempDirectory(place, "home");
        return Command.isolated(home, project, List.of(windows ? "npm.cmd" : "npm"))
                .with("npm_config_globalconfig", home.resolve("none").toString())
                .with("npm_config_update_notifier", "false")
                .with("npm_config_cache", home.resolve("npm-cache").toString())
                .with("CI", "true")
                .plus(List.of(command, "--no-audit", "--no-fund"))
                .run();
    }
}
