package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.format.maven.client.MavenUpstreams;
import io.artispace.integration.run.Outcome;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that a real Maven has encrypted are decrypted when its settings are read. */
class MavenPasswordIT {
    private static final Pattern ENCRYPTED = Pattern.compile("\\{[A-Za-z0-9+/=]+}");

    @TempDir
    private Path place;

    @Test
    void passwordsThatMavenEncryptedAreUsed() throws IOException {
        MavenClient maven = MavenClient.cold("3.9", place);
        Path m2 = Files.createDirectories(maven.userHome().resolve(".m2"));
        String master = encrypted(maven, "--encrypt-master-password", "the-master-password");
        Files.writeString(
                m2.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
        for (String password :
                new String[] {"a", "sixteen-letters!", "p\u00e4ssw\u00f6rd and more than sixteen bytes of it"}) {
            String server = encrypted(maven, "--encrypt-password", password);
            Files.writeString(m2.resolve("settings.xml"), """
                    <settings>
                      <mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>https://near.example.org/</url></mirror></mirrors>
                      <servers><server><id>near</id><username>ci</username><password>%s</password></server></servers>
                    </settings>""".formatted(server));

            UpstreamFinding finding =
                    MavenUpstreams.of(Map.of(), maven.userHome()).find();

            assertThat(finding.upstream())
                    .as(finding.explanation())
                    .hasValueSatisfying(upstream -> assertThat(upstream.authentication()
                                    .orElseThrow()
                                    .secret()
                                    .reveal())
                            .isEqualTo(password));
        }
    }

    private String encrypted(MavenClient maven, String option, String password) throws IOException {
        MavenProject anywhere = MavenProject.existing(Files.createDirectories(place.resolve("anywhere")));
        Outcome outcome = maven.run(anywhere, "<settings/>", option, password).succeeded();
        Matcher matcher = ENCRYPTED.matcher(outcome.output());
        assertThat(matcher.find()).as(outcome.output()).isTrue();
        return matcher.group();
    }
}
