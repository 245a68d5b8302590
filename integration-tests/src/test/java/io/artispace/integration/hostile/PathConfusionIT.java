package io.artispace.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that are written so as to reach what their caller may not reach. */
class PathConfusionIT extends HostileInputContract {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/maven-releases/../../../../etc/passwd",
                "/maven-releases/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/maven-releases/..%2f..%2f..%2fetc%2fpasswd",
                "/maven-releases/..%5c..%5cetc%5cpasswd",
                "/maven-releases/..;/..;/etc/passwd",
                "/maven-releases/%252e%252e/%252e%252e/etc/passwd",
                "/maven-releases/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
                "/maven-releases/%e0%80%ae%e0%80%ae/etc/passwd",
                "/maven-releases/it/known/lib/1.0/lib-1.0.jar%00.html",
                "/maven-releases/it/known/lib/1.0/../1.0/lib-1.0.jar",
                "/maven-releases/it/known/lib/1.0/./lib-1.0.jar",
                "/maven-releases//it/known/lib/1.0/lib-1.0.jar",
                "//maven-releases/it/known/lib/1.0/lib-1.0.jar",
                "/maven-releases/it/known/lib/1.0/lib-1.0.jar/",
                "/MAVEN-RELEASES/it/known/lib/1.0/lib-1.0.jar",
                "/maven-releases/it/known/lib/1.0/LIB-1.0.jar",
                "/maven-releases/it/known/lib/1.0/lib-1.0.jar;x=y",
                "/maven-releases/%",
                "/maven-releases/%z",
                "/maven-releases/%zz",
                "/maven-releases/%u002e",
                "/maven-releases/\u00e4",
                "/maven-releases/%ff%fe",
                "/maven-releases/%0d%0aSet-Cookie:%20a=b",
                "/maven-releases/a%0ab",
                "/maven-releases/%e2%80%ae",
                "/npm-hosted/../maven-releases/it/known/lib/1.0/lib-1.0.jar",
                "/npm-hosted/..%2fmaven-releases%2fit",
                "/npm-hosted/@acme%2f..%2fknown",
                "/npm-hosted/@acme%252fknown",
                "/npm-hosted/known/-/../../known",
                "/npm-hosted/known/-/%2e%2e%2fknown-1.0.0.tgz",
                "/npm-hosted/%00",
                "/npm-hosted/__proto__",
                "/npm-hosted/constructor",
                "/npm-hosted/%2e%2e",
                "/no-such-repository/a",
                "/%2e%2e/a"
            })
    void readsNothingElse(String target) throws Exception {
        assertRefused(client().get(target));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/maven-releases/../../../../tmp/artispace-escape.jar",
                "/maven-releases/..%2f..%2f..%2ftmp%2fescape.jar",
                "/maven-releases/it/x/lib/1.0/..%2flib-1.0.jar",
                "/maven-releases/it/x/lib/1.0/lib-1.0.jar%00",
                "/maven-releases/it/x/lib/1.0/lib%0a-1.0.jar",
                "/maven-releases/it//lib/1.0/lib-1.0.jar",
                "/maven-releases/it/x/lib/1.0/",
                "/maven-releases/",
                "/maven-releases",
                "/maven-releases/it/x/lib/1.0/%ff.jar",
                "/maven-releases/it/x/lib/1.0-SNAPSHOT/lib-1.0-20250101.000000-1.jar",
                "/npm-hosted/%2e%2e%2fx",
                "/npm-hosted/.hidden",
                "/npm-hosted/x%00y",
                "/npm-hosted/node_modules",
                "/npm-hosted/A%20B",
                "/npm-hosted/@acme",
                "/npm-hosted/",
                "/"
            })
    void writesNothingElsewhere(String target) throws Exception {
        assertRefused(client().put(target, "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/maven-releases%2fit%2Fknown/lib/1.0/lib-1.0.jar",
                "/%6daven-releases/it/known/lib/1.0/lib-1.0.ja%72"
            })
    void escapesChangeNothingAboutWhoMayRead(String target) throws Exception {
        RawAnswer answer = client().get(target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).endsWith(JAR_CONTENT);
        assertThat(client().authorization("").get(target).status()).isEqualTo(401);
        assertHarmless(answer);
    }

    @Test
    void refusesTargetsWithoutMeasure() throws Exception {
        assertRefused(client().get("/maven-releases/" + "a/".repeat(3_000) + "a.jar"));
        assertRefused(client().get("/maven-releases/" + "a".repeat(10_000)));
        assertRefused(client().get("/npm-hosted/" + "%61".repeat(5_000)));
        assertHarmless(client().get("/npm-hosted/-/v1/search?text=" + "a+".repeat(5_000)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "text=%00",
                "text=%ff",
                "text='%20or%20'1'='1",
                "text=%22%20*%20NEAR(",
                "text=*",
                "text=a&size=-1",
                "text=a&size=99999999999999999999",
                "text=a&from=-5",
                "text=a&from=2147483647&size=250",
                "size=x",
                "%",
                "text=%zz",
                "text=a&text=b",
                "&&&==="
            })
    void searchesWithoutBreaking(String query) throws Exception {
        assertHarmless(client().get("/npm-hosted/-/v1/search?" + query));
    }

    @Test
    void absoluteTargetsOfOtherHostsMeanNothing() throws IOException, InterruptedException {
        assertHarmless(client().get("http://example.com/maven-releases/it/known/lib/1.0/lib-1.0.jar"));
        assertRefused(client().get("file:///etc/passwd"));
    }
}
