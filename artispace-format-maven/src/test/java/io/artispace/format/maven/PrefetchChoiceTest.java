package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.upstream.Prefetched;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of several possible versions is fetched: the one that Maven 3's resolver chooses from the same POMs. */
class PrefetchChoiceTest {
    private final MavenClient client = new MavenClient();
    private final Maven maven = Maven.in(client.repository());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void versionInTheDependencyGoesBeforeManagement() throws Exception {
        jar("app", 1, managed(lib(1, "")) + dependencies(lib(2, "")));
        jar("lib", 1, "");
        jar("lib", 2, "");

        assertThat(jarsFor("x:app:1")).containsExactly("x:app:jar:1", "x:lib:jar:2");
    }

    @Test
    void managementHoldsForAFileByWhicheverTypeItIsNamed() throws Exception {
        jar("app", 1, managed(lib(2, "<type>test-jar</type>")) + dependencies(dependency("between", 1, "")));
        jar("between", 1, dependencies(lib(1, "<classifier>tests</classifier>")));
        for (int version = 1; version <= 2; version++) {
            jar("lib", version, "");
            client.put("x/lib/" + version + "/lib-" + version + "-tests.jar", "tests")
                    .is(201);
        }

        assertThat(jarsFor("x:app:1")).containsExactly("x:app:jar:1", "x:between:jar:1", "x:lib:jar:tests:2");
    }

    @Test
    void managementMakesNothingOptional() throws Exception {
        jar("app", 1, dependencies(dependency("between", 1, "")));
        jar("between", 1, managed(lib(1, "<optional>true</optional>")) + dependencies(lib(1, "")));
        jar("lib", 1, "");

        assertThat(jarsFor("x:app:1")).containsExactly("x:app:jar:1", "x:between:jar:1", "x:lib:jar:1");
    }

    @Test
    void dependenciesOfAProfileComeAfterThoseOfThePom() throws Exception {
        String profile = "<profiles><profile><id>p</id><activation><activeByDefault>true</activeByDefault></activation>"
                + dependencies(dependency("added", 1, "")) + "</profile></profiles>";
        jar("app", 1, dependencies(dependency("between", 1, "")) + profile);
        jar("between", 1, dependencies(lib(1, "")));
        jar("added", 1, dependencies(lib(2, "")));
        jar("lib", 1, "");
        jar("lib", 2, "");

        assertThat(jarsFor("x:app:1"))
                .containsExactly("x:added:jar:1", "x:app:jar:1", "x:between:jar:1", "x:lib:jar:1");
    }

    @Test
    void artifactIsManagedByWhatItWasRelocatedTo() throws Exception {
        String relocation =
                "<distributionManagement><relocation><artifactId>app</artifactId></relocation></distributionManagement>";
        jar("old", 1, relocation + managed(lib(2, "")));
        jar("app", 1, managed(lib(1, "")) + dependencies(dependency("between", 1, "")));
        jar("between", 1, dependencies(lib(3, "")));
        jar("lib", 1, "");
        jar("lib", 2, "");
        jar("lib", 3, "");

        assertThat(jarsFor("x:old:1")).containsExactly("x:app:jar:1", "x:between:jar:1", "x:lib:jar:1");
    }

    @Test
    void ofTwoVersionsOfOneFileThatAPomNamesByTwoTypesTheHigherIsTakenAndOtherwiseTheFirst() throws Exception {
        String lower = lib(1, "");
        String higher = lib(2, "<type>bundle</type>");
        jar("lib", 1, "");
        jar("lib", 2, "");
        jar("app", 1, dependencies(lower + higher));
        jar("nearer", 1, dependencies(dependency("one", 1, "") + dependency("two", 1, "")));
        jar("one", 1, dependencies(lower));
        jar("two", 1, dependencies(higher));

        assertThat(jarsFor("x:app:1")).containsExactly("x:app:jar:1", "x:lib:jar:2");
        jar("deep", 1, dependencies(dependency("app", 1, "")));
        assertThat(jarsFor("x:deep:1")).containsExactly("x:app:jar:1", "x:deep:jar:1", "x:lib:jar:2");
        assertThat(jarsFor("x:nearer:1"))
                .containsExactly("x:lib:jar:1", "x:nearer:jar:1", "x:one:jar:1", "x:two:jar:1");
    }

    private List<String> jarsFor(String coordinates) throws InterruptedException {
        Prefetched prefetched = maven.prefetch(List.of(coordinates), (done, known) -> true);
        assertThat(prefetched.missing()).isEmpty();
        return prefetched.fetched().stream()
                .filter(file -> file.contains(":jar:"))
                .toList();
    }

    private void jar(String artifactId, int version, String content) {
        String path = "x/" + artifactId + '/' + version + '/' + artifactId + '-' + version;
        client.put(path + ".pom", MavenClient.pom("x", artifactId, Integer.toString(version), content))
                .is(201);
        client.put(path + ".jar", "a jar").is(201);
    }

    private static String managed(String dependency) {
        return "<dependencyManagement>" + dependencies(dependency) + "</dependencyManagement>";
    }

    private static String dependencies(String dependency) {
        return "<dependencies>" + dependency + "</dependencies>";
    }

    private static String lib(int version, String more) {
        return dependency("lib", version, more);
    }

    private static String dependency(String artifactId, int version, String more) {
        return "<dependency><groupId>x</groupId><artifactId>" + artifactId + "</artifactId><version>" + version
                + "</version>" + more + "</dependency>";
    }
}
