package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PomReaderTest {
    private static final String POM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- do_not_remove: published-with-gradle-metadata -->
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
              <artifactId> app </artifactId>
              <packaging>maven-plugin</packaging>
              <name>An <![CDATA[<App>]]> &amp; more</name>
              <description>Does <b>things</b>.</description>
              <licenses><license><name>Apache-2.0</name><url>https://example.org/l</url></license></licenses>
              <dependencyManagement><dependencies><dependency><artifactId>managed</artifactId></dependency></dependencies></dependencyManagement>
              <dependencies>
                <dependency><groupId>org.x</groupId><artifactId>y</artifactId><version>${y.version}</version><scope>test</scope>
                  <exclusions><exclusion><groupId>no</groupId></exclusion></exclusions></dependency>
              </dependencies>
              <build><plugins><plugin><artifactId>deep</artifactId></plugin></plugins></build>
            </project>
            """;

    @Test
    void readsWhatAPomSaysOfItself() {
        Pom pom = read(POM);

        assertThat(pom.artifactId()).isEqualTo("app");
        assertThat(pom.packaging()).isEqualTo("maven-plugin");
        assertThat(pom.effectiveGroupId()).isEqualTo("com.acme");
        assertThat(pom.effectiveVersion()).isEqualTo("7");
        assertThat(pom.name()).isEqualTo("An <App> & more");
        assertThat(pom.description()).isEqualTo("Does .");
        assertThat(pom.licenses()).containsExactly(new Pom.License("Apache-2.0", "https://example.org/l"));
        assertThat(pom.dependencies())
                .containsExactly(new Pom.Dependency("org.x", "y", "${y.version}", "jar", "", "test", ""));
    }

    @Test
    void writesAPomAsJson() {
        assertThat(read(POM).json())
                .isEqualTo(
                        "{\"artifactId\":\"app\",\"packaging\":\"maven-plugin\","
                                + "\"parent\":{\"groupId\":\"com.acme\",\"artifactId\":\"parent\",\"version\":\"7\"},"
                                + "\"name\":\"An <App> & more\",\"description\":\"Does .\","
                                + "\"licenses\":[{\"name\":\"Apache-2.0\",\"url\":\"https://example.org/l\"}],"
                                + "\"dependencies\":[{\"groupId\":\"org.x\",\"artifactId\":\"y\",\"version\":\"${y.version}\",\"type\":\"jar\",\"scope\":\"test\"}]}");
    }

    @Test
    void readsEveryEncodingThatXmlHas() {
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><project><name>Ren\u00e9</name></project>";

        assertThat(PomReader.read("a POM", new ByteArrayInputStream(latin.getBytes(ISO_8859_1)))
                        .name())
                .isEqualTo("Ren\u00e9");
        assertThat(PomReader.read(
                                "a POM",
                                new ByteArrayInputStream("<project><name>Ren\u00e9</name></project>".getBytes(UTF_16)))
                        .name())
                .isEqualTo("Ren\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "utf8", "windows-1252", "EUC-JP"})
    void readsEncodingsThatAreDeclared(String encoding) {
        String name = encoding.equals("EUC-JP") ? "\u3042" : "Ren\u00e9";
        byte[] pom = ("<?xml version='1.0' encoding='" + encoding + "'?><project><name>" + name + "</name></project>")
                .getBytes(Charset.forName(encoding));

        assertThat(PomReader.read("a POM", new ByteArrayInputStream(pom)).name())
                .isEqualTo(name);
    }

    @Test
    void replacesBytesThatAnOldEncodingDoesNotHave() {
        byte[] pom = "<?xml version='1.0' encoding='windows-1252'?><project><name>Ren\u0081</name></project>"
                .getBytes(ISO_8859_1);

        assertThat(PomReader.read("a POM", new ByteArrayInputStream(pom)).name())
                .isEqualTo("Ren\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", "<?xml version='1.0'?>", "<?xml version='1.0' encoding=\"utf-8\" ?>\n"})
    void readsUtf8HoweverItIsDeclared(String begin) {
        assertThat(read(begin + "<project><name>Ren\u00e9 encoding='x'</name></project>")
                        .name())
                .isEqualTo("Ren\u00e9 encoding='x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u00ef\u00bb\u00bf",
                "<?xml version='1.0' encoding='UTF-8'?>",
                "<?xml version='1.0' encoding='US-ASCII'?>",
                "<?xml version='1.0\u00ff' encoding='ISO-8859-1'?>",
                "\u00ef\u00bb\u00bf<?xml version='1.0' encoding='Shift_JIS'?>\u00ff",
                "\0\0\0<",
                "<\0\0\0",
                "\0\0\u00fe\u00ff",
                "\u00ff\u00fe\0\0"
            })
    void writesNothingToTheHostsConsoleOfBytesThatAreNoText(String begin) {
        PrintStream console = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true));
        try {
            for (String bytes : new String[] {"\u00f0((", "\u00c3(", "\u00ff", "\u00ed\u00a0\u0080"}) {
                for (String text : new String[] {
                    "<project>?</project>", "?<project/>", "<project/>?", "<\0p\0?", "<?xml version='1.0' encoding='?'"
                }) {
                    byte[] pom = (begin + text.replace("?", bytes)).getBytes(ISO_8859_1);

                    assertThatThrownBy(() -> PomReader.read("a POM", new ByteArrayInputStream(pom)))
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageStartingWith("Cannot read a POM: it is not well-formed XML");
                }
            }
        } finally {
            System.setErr(console);
        }
        assertThat(written.toString(UTF_8)).isEmpty();
    }

    @Test
    void knowsTheEntitiesThatMavenKnows() {
        Pom pom = read(
                "<project><name>Trygve Laugst&oslash;l &ndash; &copy;&amp;&sup3;&Alpha;&omega;&diams;</name></project>");

        assertThat(pom.name()).isEqualTo("Trygve Laugst\u00f8l \u2013 \u00a9&\u00b3\u0391\u03c9\u2666");
    }

    @Test
    void refusesEntitiesThatNobodyDefines() {
        assertThatThrownBy(() -> read("<project><name>&acme;</name></project>"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it uses an entity that nothing defines; write the character itself");
    }

    @Test
    void cutsTextThatIsTooLongToKeep() {
        assertThat(read("<project><description>" + "x&oslash;".repeat(100_000) + "</description></project>")
                        .description())
                .hasSize(16 * 1024);
        assertThat(read("<project><description>" + "x".repeat(100_000) + "</description></project>")
                        .description())
                .hasSize(16 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<project>",
                "<project></projekt>",
                "<project/><project/>",
                "<html></html>",
                "<project>&acme;</project>",
                "<project a='1' a='2'/>",
                "<project>\u0001</project>",
                "<?xml version='1.0' encoding='nonsense'?><project/>",
                "<project><name>]]></name></project>",
                "\u0000\u0000\u0000"
            })
    void refusesMalformedPoms(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Cannot read a POM: ");
    }

    @Test
    void saysWhereAPomIsMalformed() {
        assertThatThrownBy(() -> read("<project>\n<name>x</nome></project>"))
                .hasMessageContaining("not well-formed XML (line 2, column ");
    }

    @Test
    void refusesEveryDoctype(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "s3cret");
        String external =
                "<!DOCTYPE project [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><project><name>&x;</name></project>";
        String dtd = "<!DOCTYPE project SYSTEM \"" + secret.toUri() + "\"><project/>";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE project [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        laughs.append("]><project><name>&a39;</name></project>");

        for (String text : new String[] {external, dtd, laughs.toString()}) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("it has a DOCTYPE, which is not allowed")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void refusesDeepNestingAndEndlessDocuments() {
        assertThatThrownBy(() -> read("<project>" + "<a>".repeat(1_000_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nested deeper than 80");
        assertThatThrownBy(() -> read("<project>" + " ".repeat(XmlCursor.MAX_BYTES) + "</project>"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("larger than 8388608 bytes");
        assertThatThrownBy(() ->
                        read("<project><dependencies>" + "<dependency/>".repeat(10_001) + "</dependencies></project>"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 10000 dependencies");
    }

    /** Each new one costs the parser much time: a million of them, which fit into the limit of bytes, took most of a minute. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"<n%d/>", "<n a%d='1'/>", "<?n%d?>"})
    void refusesMoreNamesThanAnyPomHas(String one) {
        String names = IntStream.rangeClosed(0, 30_000).mapToObj(one::formatted).collect(Collectors.joining());

        assertThatThrownBy(() -> read("<project>" + names + "</project>"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 30000 different names");
    }

    @Test
    void prefixesAreNotLookedUp() {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            nested.append("<a xmlns:a").append(i).append("='u'>");
        }
        assertThat(read("<m:project xmlns:m='u'>" + nested + "</a>".repeat(70)
                                + "<build><Xlint/><Xlint:-unchecked/></build><m:artifactId>app</m:artifactId></m:project>")
                        .artifactId())
                .isEqualTo("app");
    }

    private static Pom read(String text) {
        return PomReader.read("a POM", new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
