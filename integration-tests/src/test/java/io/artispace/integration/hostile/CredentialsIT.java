package io.artispace.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.RunningRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that are missing, malformed or somebody else's. */
class CredentialsIT extends HostileInputContract {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic ***",
                "Basic YWRtaW4=",
                "Basic YWRtaW46d3Jvbmc=",
                "Basic Og==",
                "Basic YWRtaW46AA==",
                "Basic //79//79",
                "Bearer",
                "Bearer null",
                "Bearer undefined",
                "Bearer ../../etc/passwd",
                "Bearer ' or '1'='1",
                "Digest username=\"admin\"",
                "Negotiate YII=",
                "NTLM TlRMTVNTUAAB",
                "basic:admin"
            })
    void challengesAndTellsNothing(String authorization) throws Exception {
        RawClient stranger = client().authorization(authorization);

        for (String target : new String[] {KNOWN_JAR, "/maven-releases/no/such/lib/1/lib-1.jar"}) {
            RawAnswer answer = stranger.get(target);
            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
            assertThat(answer.text()).containsPattern("(?i)www-authenticate: (bearer realm=\"[^\"]+\", )?basic");
            assertRefused(answer);
        }
        assertRefused(stranger.get(KNOWN_PACKAGE));
        assertRefused(stranger.put("/maven-releases/it/stranger/lib/1.0/lib-1.0.jar", "x"));
        assertRefused(stranger.get("/npm-hosted/-/whoami"));
    }

    @Test
    void refusesCredentialsWithoutMeasure() throws Exception {
        assertRefused(client().authorization("Bearer " + "a".repeat(20_000)).get(KNOWN_JAR));
        assertRefused(client().authorization("Basic " + "YWFh".repeat(5_000)).get(KNOWN_JAR));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X-Forwarded-User: admin",
                "X-Remote-User: admin",
                "Remote-User: admin",
                "X-Forwarded-For: 127.0.0.1",
                "X-Original-URL: /maven-releases/it/known/lib/1.0/lib-1.0.jar",
                "X-HTTP-Method-Override: GET",
                "Proxy-Authorization: Basic YWRtaW46Y29ycmVjdC1ob3JzZQ=="
            })
    void believesNoHeaderThatNobodyAskedFor(String header) throws Exception {
        RawAnswer answer = client().authorization("").get(KNOWN_JAR, header + "\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertRefused(answer);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Host: evil.example", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"})
    void handsOutNoUrlsOfOtherHosts(String header) throws Exception {
        RawAnswer answer = client().get(KNOWN_PACKAGE, header + "\r\n");

        assertHarmless(answer);
        assertThat(answer.text()).doesNotContain("evil.example");
    }

    @Test
    void readersMayOnlyRead() throws Exception {
        RawClient reader = RawClient.of(registry().base(), RunningRegistry.READER, RunningRegistry.PASSWORD);

        assertThat(reader.get(KNOWN_JAR).status()).isEqualTo(200);
        assertThat(reader.put("/maven-releases/it/reader/lib/1.0/lib-1.0.jar", "x")
                        .status())
                .isEqualTo(403);
        assertThat(reader.request("DELETE", KNOWN_JAR, "", "").status()).isEqualTo(403);
        assertThat(reader.put("/npm-hosted/reader", "{}").status()).isBetween(400, 403);
        assertThat(reader.put("/npm-hosted/-/package/known/dist-tags/mine", "\"1.0.0\"")
                        .status())
                .isEqualTo(403);
        assertUntouched();
    }

    @Test
    void writersMayNotDelete() throws Exception {
        RawClient writer = RawClient.of(registry().base(), RunningRegistry.WRITER, RunningRegistry.PASSWORD);

        assertThat(writer.request("DELETE", KNOWN_JAR, "", "").status()).isEqualTo(403);
        assertRefused(writer.request("DELETE", KNOWN_PACKAGE + "/-rev/1", "", ""));
    }
}
