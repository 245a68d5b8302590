package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.HttpUser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with all kinds of secrets, failures and refusals, whose answers and logs are searched for the secrets. */
class SecretsIT {
    private static final List<String> TALKATIVE = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");
    private static final String PASSWORD = "password-of-the-admin";
    private static final String NEW_PASSWORD = "password-after-the-change";
    private static final String WRONG = "password-that-was-never-right";
    private static final String UNKNOWN_TOKEN = "token-that-was-never-issued";
    private static final String UPSTREAM_PASSWORD = "password-at-the-upstream";

    /** Where nobody listens. */
    private static final String UPSTREAM = "127.0.0.1:1/place-of-the-upstream/";

    private static final String FILE = "it/a/lib/1.0/lib-1.0.jar";
    private static final String JAR = "maven-releases/" + FILE;
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    @TempDir
    Path data;

    private final List<String> answers = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    @Test
    void neitherAnswersNorLogsTellThem() throws Exception {
        try (StandaloneProcess running = StandaloneProcess.startIn(
                TALKATIVE,
                data,
                "--user",
                "admin:" + PASSWORD,
                "--maven-upstream",
                "http://someone:" + UPSTREAM_PASSWORD + "@" + UPSTREAM,
                "--npm-upstream",
                "http://someone:" + UPSTREAM_PASSWORD + "@" + UPSTREAM)) {
            HttpUser admin = new HttpUser(running.address(), "admin", PASSWORD);

            useTokens(admin, running);
            sendWhatIsRefused(admin, running);
            askTheUpstream(admin);
            breakTheStore(admin);
            changeThePassword(admin);
            running.stop();

            assertThat(answers)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(answer -> assertThat(answer)
                            .doesNotContain(secrets())
                            .doesNotContain(data.toString(), UPSTREAM, "place-of", "\tat ", "Caused by", "SQLITE"));
            assertThat(running.output()).contains("(reference ").doesNotContain(secrets());
        }
    }

    private void useTokens(HttpUser admin, StandaloneProcess running) throws Exception {
        String login = "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}";
        tokens.add(token(admin.put("npm-hosted/-/user/org.couchdb.user:admin", bytes(login))));
        tokens.add(token(admin.post("npm-hosted/-/npm/v1/tokens", "{\"password\":\"" + PASSWORD + "\"}")));
        for (String token : tokens) {
            HttpUser bearer = new HttpUser(running.address(), "admin", token);
            keep(bearer.get("npm-hosted/-/whoami"));
            keep(bearer.get("npm-hosted/-/npm/v1/tokens"));
            keep(bearer.delete("npm-hosted/-/user/token/" + token));
            keep(bearer.delete("npm-hosted/-/user/token/" + token));
            keep(admin.delete("npm-hosted/-/npm/v1/tokens/token/" + token));
        }
        keep(admin.delete("npm-hosted/-/user/token/" + UNKNOWN_TOKEN));
        keep(admin.post("npm-hosted/-/v1/login/form/1/x", "user=admin&password=" + WRONG));
    }

    private void sendWhatIsRefused(HttpUser admin, StandaloneProcess running) throws Exception {
        HttpUser stranger = new HttpUser(running.address(), "admin", WRONG);
        keep(stranger.get(JAR));
        keep(stranger.get("npm-hosted/-/whoami"));
        keep(stranger.put("npm-hosted/-/user/org.couchdb.user:admin", bytes("{\"password\":\"" + WRONG + "\"}")));
        keep(admin.put("npm-hosted/-/user/org.couchdb.user:admin", bytes("{\"password\":\"" + WRONG + "\", oops")));
        keep(admin.put("npm-hosted/-/user/org.couchdb.user:admin", bytes("{\"password\":" + WRONG + "}")));
        keep(admin.post("npm-hosted/-/npm/v1/tokens", "{\"password\":\"" + WRONG + "\"}"));
        keep(admin.put("npm-hosted/lib", bytes("{\"_attachments\":1}")));
        keep(admin.get("npm-hosted/-/v1/search?size=x"));
        keep(admin.get("maven-releases/a/%00"));
        keep(admin.put("maven-releases/it/a/lib/1.0/lib-1.0.pom", bytes("<project><name>&x;</name></project>")));
    }

    private void askTheUpstream(HttpUser admin) throws Exception {
        for (String path :
                List.of("maven-central/" + FILE, "maven/" + FILE, "npmjs/lib", "npm/lib", "npm/-/v1/search?text=lib")) {
            keep(admin.get(path));
        }
        assertThat(admin.get("maven-central/" + FILE).statusCode()).isBetween(500, 504);
    }

    private void breakTheStore(HttpUser admin) throws Exception {
        // Larger than what is kept in memory.
        keep(admin.put(JAR, new byte[3_000_000]));
        keep(admin.put(JAR, new byte[3_000_001]));
        for (Path blob : blobs()) {
            Files.delete(blob);
        }

        HttpResponse<byte[]> broken = admin.get(JAR);

        assertThat(broken.statusCode()).isEqualTo(500);
        keep(broken);
        keep(admin.get(JAR + ".sha512"));
    }

    private void changeThePassword(HttpUser admin) throws Exception {
        keep(admin.post(
                "npm-hosted/-/npm/v1/user",
                "{\"password\":{\"old\":\"" + PASSWORD + "\",\"new\":\"" + NEW_PASSWORD + "\"}}"));
        keep(admin.get("npm-hosted/-/npm/v1/user"));
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{60,64}"))
                    .toList();
        }
    }

    private String token(HttpResponse<byte[]> answer) {
        Matcher matcher = TOKEN.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private void keep(HttpResponse<byte[]> answer) {
        answers.add(answer.headers().map() + "\n" + new String(answer.body(), StandardCharsets.UTF_8));
    }

    private String[] secrets() {
        List<String> secrets =
                new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, WRONG, UNKNOWN_TOKEN, UPSTREAM_PASSWORD));
        secrets.addAll(tokens);
        for (String password : List.of(PASSWORD, NEW_PASSWORD, WRONG)) {
            secrets.add(Base64.getEncoder().encodeToString(bytes("admin:" + password)));
        }
        secrets.add(Base64.getEncoder().encodeToString(bytes("someone:" + UPSTREAM_PASSWORD)));
        return secrets.toArray(String[]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
