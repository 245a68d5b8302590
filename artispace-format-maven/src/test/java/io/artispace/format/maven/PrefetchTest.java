package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Proxy;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Prefetched;
import io.artispace.upstream.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is fetched for a project. That the real Maven then finds all it asks for is tested with Maven itself. */
class PrefetchTest extends PrefetchedProject {
    @Test
    void artifactsAreFetchedWithTheirParentsAndWhatTheyNeedToRun() throws Exception {
        jar("x:app:1", parent("x:parent:1") + dependencies(of("x:lib:1", ""), of("x:run:1", "<scope>runtime</scope>")));
        pom("x:parent:1", parent("x:grand:1"));
        pom("x:grand:1", dependencies(of("x:inherited:1", "")));
        jar(
                "x:lib:1",
                dependencies(of("x:tests:1", "<scope>test</scope>"), of("x:given:1", "<scope>provided</scope>")));
        jar("x:run:1", dependencies(of("x:maybe:1", "<optional>true</optional>")));
        jar("x:inherited:1", "");

        Prefetched prefetched = maven.prefetch(List.of("x:app:1"), (done, known) -> true);

        assertThat(prefetched.missing()).isEmpty();
        assertThat(prefetched.cancelled()).isFalse();
        assertThat(prefetched.fetched())
                .containsExactly(
                        "x:app:jar:1",
                        "x:app:pom:1",
                        "x:grand:pom:1",
                        "x:inherited:jar:1",
                        "x:inherited:pom:1",
                        "x:lib:jar:1",
                        "x:lib:pom:1",
                        "x:parent:pom:1",
                        "x:run:jar:1",
                        "x:run:pom:1");
    }

    @Test
    void noArtifactWaitsForTheOneBeforeIt() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (EvilUpstream upstream = new EvilUpstream()) {
            for (String name : List.of("one", "two")) {
                String file = "x/" + name + "/1/" + name + "-1.";
                String pom = "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>" + name
                        + "</artifactId><version>1</version></project>";
                upstream.at(file + "jar", "a jar").at(file + "pom", connection -> {
                    both.countDown();
                    both.await();
                    EvilAnswer.content(pom.getBytes(StandardCharsets.UTF_8)).give(connection);
                });
            }
            Maven proxied = Maven.in(client.registry()
                    .create(Proxy.named("remote")
                            .format("maven")
                            .of(Upstream.at(upstream.url()).atAnyAddress())));

            Prefetched prefetched = proxied.prefetch(List.of("x:one:1", "x:two:1"), (done, known) -> true);

            assertThat(prefetched.missing()).isEmpty();
            assertThat(jars(prefetched)).containsExactly("x:one:jar:1", "x:two:jar:1");
        }
    }

    @Test
    void projectsNeedTheirTestsButNotThoseOfOthers() throws Exception {
        jar("x:junit:1", dependencies(of("x:core:1", ""), of("x:theirs:1", "<scope>test</scope>")));
        jar("x:core:1", "");
        jar("x:servlet:1", "");

        Prefetched prefetched = project(
                dependencies(of("x:junit:1", "<scope>test</scope>"), of("x:servlet:1", "<scope>provided</scope>")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched)).containsExactly("x:core:jar:1", "x:junit:jar:1", "x:servlet:jar:1");
    }

    @Test
    void propertiesAndManagementOfParentsAndImportsGiveVersions() throws Exception {
        pom("x:parent:1", """
                <properties><lib>1</lib><own>${project.version}</own></properties><dependencyManagement><dependencies>
                %s%s</dependencies></dependencyManagement>""".formatted(
                        of("x:bom:2", "<type>pom</type><scope>import</scope>"), of("x:first:${lib}", "")));
        pom(
                "x:bom:2",
                "<dependencyManagement><dependencies>" + of("x:first:9", "") + of("x:second:${project.version}", "")
                        + of("x:nested-bom:1", "<type>pom</type><scope>import</scope>")
                        + "</dependencies></dependencyManagement>");
        pom(
                "x:nested-bom:1",
                "<dependencyManagement><dependencies>" + of("x:second:9", "") + of("x:third:3", "")
                        + "</dependencies></dependencyManagement>");
        jar("x:first:1", "");
        jar("x:second:2", "");
        jar("x:third:3", "");
        jar("x:own:1.0", "");

        Prefetched prefetched = project(parent("x:parent:1")
                + dependencies(
                        unversioned("first"), unversioned("second"), unversioned("third"), of("x:own:${own}", "")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched))
                .containsExactly("x:first:jar:1", "x:own:jar:1.0", "x:second:jar:2", "x:third:jar:3");
    }

    @Test
    void nearerVersionWinsUnlessTheProjectManagesIt() throws Exception {
        jar("x:a:1", dependencies(of("x:lib:2", "")));
        jar("x:b:1", dependencies(of("x:a:1", ""), of("x:deep:2", "")));
        jar("x:lib:1", "");
        jar("x:lib:2", dependencies(of("x:only-of-2:1", "")));
        jar("x:deep:1", "");
        jar("x:deep:2", "");
        jar("x:only-of-2:1", "");

        Prefetched prefetched = project("<dependencyManagement><dependencies>" + of("x:deep:1", "")
                + "</dependencies></dependencyManagement>" + dependencies(of("x:b:1", ""), of("x:lib:1", "")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched)).containsExactly("x:a:jar:1", "x:b:jar:1", "x:deep:jar:1", "x:lib:jar:1");
        assertThat(prefetched.fetched()).contains("x:lib:pom:2", "x:only-of-2:pom:1");
    }

    @Test
    void exclusionsHoldAllTheWayDown() throws Exception {
        jar("x:a:1", dependencies(of("x:b:1", "")));
        jar("x:b:1", dependencies(of("x:bad:1", ""), of("y:any:1", ""), of("x:good:1", "")));
        jar("x:good:1", "");

        Prefetched prefetched = project(dependencies(of("x:a:1", """
                <exclusions><exclusion><groupId>x</groupId><artifactId>bad</artifactId></exclusion>
                <exclusion><groupId>y</groupId><artifactId>*</artifactId></exclusion></exclusions>""")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched)).containsExactly("x:a:jar:1", "x:b:jar:1", "x:good:jar:1");
    }

    @Test
    void rangesBringTheirHighestVersionAndThePomsOfAll() throws Exception {
        jar("x:lib:1.0", "");
        jar("x:lib:1.5", "");
        jar("x:lib:2.0", "");

        Prefetched prefetched = project(dependencies(of("x:lib:[1.0,2.0)", "")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(prefetched.fetched()).containsExactly("x:lib:jar:1.5", "x:lib:pom:1.0", "x:lib:pom:1.5");
    }

    @Test
    void typesClassifiersAndRelocationsAreFollowed() throws Exception {
        jar("x:lib:1", "");
        client.put("x/lib/1/lib-1-tests.jar", "tests").is(201);
        pom(
                "x:old:1",
                "<distributionManagement><relocation><artifactId>lib</artifactId></relocation></distributionManagement>");
        pom("x:set:1", "<packaging>pom</packaging>");

        Prefetched prefetched = project(dependencies(
                of("x:old:1", ""), of("x:lib:1", "<type>test-jar</type>"), of("x:set:1", "<type>pom</type>")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(prefetched.fetched())
                .containsExactly("x:lib:jar:1", "x:lib:jar:tests:1", "x:lib:pom:1", "x:old:pom:1", "x:set:pom:1");
    }

    @Test
    void snapshotsAreFetchedAsTheirNewestBuild() throws Exception {
        client.deploy("x/lib/1-SNAPSHOT/lib-1-20260102.030405-1.pom", MavenClient.pom("x", "lib", "1-SNAPSHOT"));
        client.deploy("x/lib/1-SNAPSHOT/lib-1-20260102.030405-1.jar", "jar");

        Prefetched prefetched = project(dependencies(of("x:lib:1-SNAPSHOT", "")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched)).containsExactly("x:lib:jar:1-SNAPSHOT");
    }

    @Test
    void pluginsAndExtensionsAreFetchedWithWhatTheyNeedWhenAskedFor() throws Exception {
        jar("x:used-plugin:1", dependencies(of("x:tool:1", ""), of("x:maybe:1", "<optional>true</optional>")));
        jar("x:tool:1", "");
        jar("x:tool:2", "");
        jar("x:maybe:1", "");
        jar("x:newest-plugin:3", "");
        jar("x:wagon:1", "");
        jar("org.apache.maven.plugins:maven-compiler-plugin:3", "");
        String build = """
                <build>
                  <extensions><extension><groupId>x</groupId><artifactId>wagon</artifactId><version>1</version></extension></extensions>
                  <pluginManagement><plugins>
                    <plugin><groupId>x</groupId><artifactId>used-plugin</artifactId><version>1</version></plugin>
                    <plugin><groupId>x</groupId><artifactId>unused-plugin</artifactId><version>1</version></plugin>
                    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3</version></plugin>
                  </plugins></pluginManagement>
                  <plugins>
                    <plugin><groupId>x</groupId><artifactId>used-plugin</artifactId>%s</plugin>
                    <plugin><groupId>x</groupId><artifactId>newest-plugin</artifactId></plugin>
                  </plugins>
                </build>""".formatted(dependencies(of("x:tool:2", "")));

        Prefetched prefetched = maven.prefetch(write("pom.xml", "me", build), Closure.BUILD, (done, known) -> true);
        Prefetched without = maven.prefetch(directory.resolve("pom.xml"), Closure.DEPENDENCIES, (done, known) -> true);

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched))
                .containsExactly(
                        "org.apache.maven.plugins:maven-compiler-plugin:jar:3",
                        "x:maybe:jar:1",
                        "x:newest-plugin:jar:3",
                        "x:tool:jar:2",
                        "x:used-plugin:jar:1",
                        "x:wagon:jar:1");
        assertThat(without.fetched()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"war, maven-war-plugin", "maven-plugin, maven-plugin-plugin", "maven-archetype, maven-archetype-plugin"
    })
    void pluginOfThePackagingIsFetchedThoughThePomOnlyManagesIt(String packaging, String plugin) throws Exception {
        StringBuilder managed = new StringBuilder();
        for (String artifact : List.of("maven-war-plugin", "maven-plugin-plugin", "maven-archetype-plugin")) {
            jar("org.apache.maven.plugins:" + artifact + ":3", "");
            managed.append("<plugin><artifactId>" + artifact + "</artifactId><version>3</version></plugin>");
        }
        String build = "<packaging>" + packaging + "</packaging><build><pluginManagement><plugins>" + managed
                + "</plugins></pluginManagement></build>";

        Prefetched prefetched = maven.prefetch(write("pom.xml", "me", build), Closure.BUILD, (done, known) -> true);

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched)).containsExactly("org.apache.maven.plugins:" + plugin + ":jar:3");
    }

    @Test
    void modulesAreReadFromTheirFilesAndDoNotNeedEachOtherFetched() throws Exception {
        jar("x:lib:7", "");
        write(
                "pom.xml",
                "root",
                "<packaging>pom</packaging><properties><lib>7</lib></properties>"
                        + "<modules><module>a</module><module>b</module></modules>");
        String parent = "<parent><groupId>me</groupId><artifactId>root</artifactId><version>1.0</version></parent>";
        write("a/pom.xml", "a", parent + dependencies(of("me:b:${project.version}", "")));
        write("b/pom.xml", "b", parent + dependencies(of("x:lib:${lib}", "")));

        Prefetched prefetched = maven.prefetch(directory.resolve("pom.xml"), Closure.BUILD, (done, known) -> true);

        assertThat(prefetched.missing()).isEmpty();
        assertThat(prefetched.fetched()).containsExactly("x:lib:jar:7", "x:lib:pom:7");
    }

    @Test
    void profilesThatActivateThemselvesCount() throws Exception {
        jar("x:by-default:1", "");
        jar("x:for-this-jdk:1", "");
        jar("x:unless-set:1", "");
        String other = "<activation><activeByDefault>true</activeByDefault></activation>";
        pom("x:a:1", "<profiles>" + profile(other, "by-default") + "</profiles>");
        pom(
                "x:b:1",
                "<profiles>" + profile(other, "none-because-another-is-active")
                        + profile("<activation><jdk>[17,)</jdk></activation>", "for-this-jdk")
                        + profile("<activation><jdk>1.4</jdk></activation>", "none-of-old-jdks")
                        + profile("<activation><property><name>!never.set</name></property></activation>", "unless-set")
                        + profile("<activation><property><name>never.set</name></property></activation>", "none-if-set")
                        + profile("<activation><os><family>dos</family></os></activation>", "none-of-systems")
                        + profile("", "none-without-activation") + "</profiles>");

        Prefetched prefetched = project(dependencies(of("x:a:1", "<type>pom</type>"), of("x:b:1", "<type>pom</type>")));

        assertThat(prefetched.missing()).isEmpty();
        assertThat(jars(prefetched))
                .containsExactly("x:by-default:jar:1", "x:for-this-jdk:jar:1", "x:unless-set:jar:1");
    }

    private static String profile(String activation, String artifact) {
        return "<profile>" + activation + dependencies(of("x:" + artifact + ":1", "")) + "</profile>";
    }
}
