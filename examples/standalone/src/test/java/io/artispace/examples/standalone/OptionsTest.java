package io.artispace.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void directoryIsAllThatIsNeeded() {
        Options options = Options.parse("--data", "somewhere");

        assertThat(options.stores().directory()).isEqualTo(Path.of("somewhere"));
        assertThat(options.address().host()).isEqualTo("127.0.0.1");
        assertThat(options.address().port()).isEqualTo(8081);
        assertThat(options.users()).isEmpty();
        assertThat(options.anonymousRead()).isNull();
    }

    /** In the locale C, Java cannot name a file with an umlaut: such a name is no path there, as this one is nowhere. */
    @Test
    void aPathThatJavaCannotNameIsRefusedWithWhatMayHelp() {
        assertThatThrownBy(() -> Options.parse("--data", "a\0b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Nul character not allowed", "locale", "LC_ALL=C.UTF-8");
    }

    @Test
    void everythingCanBeSaid() {
        Options options = Options.parse(
                "--host",
                "0.0.0.0",
                "--port",
                "0",
                "--base-url",
                "https://artifacts.example.com/registry",
                "--metadata",
                "jdbc:postgresql://db/artispace",
                "--blobs",
                "file:///var/blobs/",
                "--anonymous",
                "read");

        assertThat(options.address().host()).isEqualTo("0.0.0.0");
        assertThat(options.address().port()).isZero();
        assertThat(options.address().baseUrl()).isEqualTo(URI.create("https://artifacts.example.com/registry/"));
        assertThat(options.stores().metadata()).isEqualTo(URI.create("jdbc:postgresql://db/artispace"));
        assertThat(options.stores().blobs()).isEqualTo(URI.create("file:///var/blobs/"));
        assertThat(options.anonymousRead()).isTrue();
    }

    @Test
    void valueMayStandBehindAnEqualsSign() {
        Options options = Options.parse(
                "--data=a=b", "--metadata=jdbc:postgresql://db/a?user=u", "--user=ci:--x=y", "--port", "1");

        assertThat(options.stores().directory()).isEqualTo(Path.of("a=b"));
        assertThat(options.stores().metadata()).isEqualTo(URI.create("jdbc:postgresql://db/a?user=u"));
        assertThat(options.users().get(0).password()).isEqualTo(Secret.of("--x=y"));
        assertThat(options.address().port()).isOne();
    }

    @Test
    void fileMayBeginWithAByteOrderMark(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("options"), "\uFEFFport 9000\r\ndata d\r\n");

        assertThat(Options.parse("--config=" + file).address().port()).isEqualTo(9000);
    }

    @Test
    void upstreamsMayCarryCredentialsAndBeAtAnyAddress() {
        Options options = Options.parse(
                "--data",
                "somewhere",
                "--maven-upstream",
                "http://ci:geheim@127.0.0.1:1/maven",
                "--npm-upstream",
                "https://npm.example.org/");

        Upstream maven = options.mavenUpstream().orElseThrow();
        assertThat(maven.url()).isEqualTo(URI.create("http://127.0.0.1:1/maven/"));
        assertThat(maven.authentication()).contains(Credentials.basic("ci", Secret.of("geheim")));
        assertThat(maven.addresses()).isEqualTo(Upstream.Addresses.ANY);
        assertThat(options.npmUpstream()).map(Upstream::url).contains(URI.create("https://npm.example.org/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://ci:geheim@example.org/", "ci:geheim@example.org", "http://ci:geheim@a b/"})
    void malformedUpstreamIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Options.parse("--data", "somewhere", "--npm-upstream", url))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--npm-upstream needs")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void memoryNeedsNoDirectory() {
        Options options = Options.parse("--metadata", "memory:", "--blobs", "memory:");

        assertThat(options.stores().directory()).isNull();
        assertThat(options.stores().metadata()).isEqualTo(URI.create("memory:/"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ci:secret,          ci, secret,       WRITE",
        "ci:secret:read,     ci, secret,       READ",
        "ci:secret:write,    ci, secret,       WRITE",
        "ci:secret:admin,    ci, secret,       ADMIN",
        "ci:a:b,             ci, a:b,          WRITE",
        "ci:a:b:admin,       ci, a:b,          ADMIN",
        "ci:read,            ci, read,         WRITE",
        "ci:secret:Admin,    ci, secret:Admin, WRITE"
    })
    void userIsNameAndPasswordAndPerhapsRole(String text, String name, String password, Role role) {
        assertThat(Options.parse("--data", "d", "--user", text).users())
                .containsExactly(new UserOption(name, Secret.of(password), role));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                                    | --data DIR is missing",
                "--metadata memory:                  | --data DIR is missing",
                "--data                              | --data needs a value",
                "--data --port 0                     | --data needs a value",
                "--data= --port 0                    | data in the command line has an empty value",
                "--data=d --data e                   | stands twice in the command line",
                "--data d --data e                   | stands twice in the command line",
                "--data d --colour red               | Unknown argument \"--colour\"",
                "--data d serve                      | Unknown argument \"serve\"",
                "--data d --port 65536               | --port needs a number from 0 to 65535, not \"65536\"",
                "--data d --port x                   | --port needs a number",
                "--data d --anonymous write          | --anonymous needs read or none",
                "--data d --base-url /registry       | --base-url needs an address",
                "--data d --base-url ftp://a/        | --base-url needs an address",
                "--data d --base-url http://a/#b     | --base-url needs an address",
                "--data d --base-url http://u:p@a/   | --base-url needs an address",
                "--data d --metadata a%b             | --metadata needs a URI",
                "--data d --user alice               | --user needs NAME:PASSWORD",
                "--data d --user :secret             | --user needs NAME:PASSWORD",
                "--data d --user alice:              | --user needs NAME:PASSWORD",
                "--data d --verify=true              | --verify takes no value",
                "--help=all                          | --help takes no value",
                "--data d --config no-such-file      | file of --config, \"no-such-file\": there is no such file"
            })
    void invalidOptionsAreExplained(String commandLine, String message) {
        String[] arguments = commandLine == null ? new String[0] : commandLine.split(" ");

        assertThatThrownBy(() -> Options.parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyValueIsNotTheDirectoryOneIsIn(String value, @TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> Options.parse("--data", value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("data in the command line has an empty value");

        Path file = Files.writeString(directory.resolve("options"), "data =" + value + "\n");
        assertThatThrownBy(() -> Options.parse("--config", file.toString())).isInstanceOf(UsageException.class);
    }

    @Test
    void fileThatIsNoTextIsExplained(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("options"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> Options.parse("--config", file.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is not in UTF-8");
    }

    @Test
    void passwordIsNotRepeatedInAMessage() {
        assertThatThrownBy(() -> Options.parse("--data", "d", "--user", ":hidden"))
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> Options.parse("--data", "d", "--usr=ci:hidden"))
                .hasMessageContaining("\"--usr=\"")
                .hasMessageNotContaining("hidden");
        assertThat(Options.parse("--data", "d", "--user", "ci:hidden").toString())
                .doesNotContain("hidden");
        assertThatThrownBy(() -> Options.parse("--data", "d", "--metadata", "jdbc:postgresql://db/a?password=^hidden"))
                .hasMessageContaining("%5E")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void fileHoldsMoreOptionsAndTheCommandLineGoesFirst(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("options"), """
                # where it is
                data = /var/artispace
                port 9000

                user reader:r:read
                """);

        Options options = Options.parse("--config", file.toString(), "--port", "9001", "--user", "ci:secret");

        assertThat(options.stores().directory()).isEqualTo(Path.of("/var/artispace"));
        assertThat(options.address().port()).isEqualTo(9001);
        assertThat(options.users()).extracting(UserOption::name).containsExactly("reader", "ci");
    }

    @Test
    void nonsenseInTheFileIsExplained(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("options"), "colour red\n");

        assertThatThrownBy(() -> Options.parse("--config", file.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"colour\" in the file of --config");
    }
}
