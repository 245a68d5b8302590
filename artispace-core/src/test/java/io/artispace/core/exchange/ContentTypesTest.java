package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "g/a/1/a-1.jar, application/java-archive",
        "g/a/1/a-1.pom, application/xml",
        "g/a/1/a-1.pom.sha1, text/plain; charset=utf-8",
        "g/a/1/a-1.jar.asc, application/pgp-signature",
        "g/a/1/a-1.module, application/json",
        "g/a/1/a-1.tar.gz, application/gzip",
        "a/-/a-1.0.0.tgz, application/gzip",
        "a.ZIP, application/zip",
        "index.html, text/plain; charset=utf-8",
        "evil.svg, text/plain; charset=utf-8",
        "evil.XHTML, text/plain; charset=utf-8",
        "evil.hta, application/octet-stream",
        "LICENSE, application/octet-stream",
        "v1.jar/file, application/octet-stream",
        "trailing., application/octet-stream",
    })
    void comeFromTheFileName(String path, String type) {
        assertThat(ContentTypes.of(path)).isEqualTo(type);
    }
}
