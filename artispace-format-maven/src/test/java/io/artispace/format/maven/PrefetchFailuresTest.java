package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.upstream.Prefetched;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a prefetch that does not find all, does not end by itself, or is asked for nothing sensible. */
class PrefetchFailuresTest extends PrefetchedProject {
    @Test
    void missingArtifactsAreReportedWithTheReason() throws Exception {
        jar(
                "x:lib:1",
                parent("x:no-parent:1")
                        + dependencies(of("x:managed-by-it:1", "").replace("<version>1</version>", "")));
        pom("x:circle:1", parent("x:circle:1"));

        Prefetched prefetched = project(dependencies(
                of("x:lib:1", ""),
                of("x:none:1", ""),
                of("x:lib:${nothing}", "<classifier>c</classifier>"),
                of("x:circle:1", "<type>pom</type>"),
                of("x:lib:[5,6]", "<classifier>d</classifier>")));

        assertThat(prefetched.missing())
                .containsOnlyKeys(
                        "x:no-parent:pom:1",
                        "x:managed-by-it:jar",
                        "x:none:jar:1",
                        "x:none:pom:1",
                        "x:lib:jar:c:${nothing}",
                        "x:circle:pom:1",
                        "x:lib:jar:d:[5,6]")
                .hasEntrySatisfying("x:none:jar:1", reason -> assertThat(reason).contains("no such file", "\"maven\""))
                .hasEntrySatisfying(
                        "x:managed-by-it:jar", reason -> assertThat(reason).contains("version"))
                .hasEntrySatisfying(
                        "x:lib:jar:c:${nothing}", reason -> assertThat(reason).contains("property"))
                .hasEntrySatisfying(
                        "x:circle:pom:1", reason -> assertThat(reason).contains("ancestor"));
        assertThat(jars(prefetched)).containsExactly("x:lib:jar:1");
    }

    @Test
    void cyclesOfDependenciesAndImportsEnd() throws Exception {
        jar("x:a:1", dependencies(of("x:b:1", "")));
        jar("x:b:1", dependencies(of("x:a:1", ""), of("x:a:2", "")));
        jar("x:a:2", dependencies(of("x:b:1", "")));
        pom(
                "x:bom:1",
                "<dependencyManagement><dependencies>" + of("x:bom:1", "<type>pom</type><scope>import</scope>")
                        + of("x:a:1", "") + "</dependencies></dependencyManagement>");

        Prefetched prefetched = project("<dependencyManagement><dependencies>"
                + of("x:bom:1", "<type>pom</type><scope>import</scope>") + "</dependencies></dependencyManagement>"
                + dependencies(unversioned("a")));

        assertThat(prefetched.missing())
                .containsOnlyKeys("x:bom:pom:1")
                .hasEntrySatisfying("x:bom:pom:1", reason -> assertThat(reason).contains("imports itself"));
        assertThat(jars(prefetched)).containsExactly("x:a:jar:1", "x:b:jar:1");
    }

    @Test
    void prefetchReportsItsProgressAndCanBeCancelled() throws Exception {
        StringBuilder many = new StringBuilder("<dependencies>");
        for (int i = 0; i < 100; i++) {
            many.append(of("x:none" + i + ":1", ""));
        }
        write("pom.xml", "me", many + "</dependencies>");
        List<Integer> told = new ArrayList<>();

        Prefetched prefetched = maven.prefetch(directory.resolve("pom.xml"), Closure.BUILD, (done, known) -> {
            assertThat(done).isLessThanOrEqualTo(known);
            told.add(done);
            return done < 3;
        });

        assertThat(prefetched.cancelled()).isTrue();
        assertThat(prefetched.missing()).hasSizeLessThan(50);
        assertThat(told).startsWith(1, 2, 3);
    }

    @Test
    void interruptedPrefetchEnds() throws Exception {
        jar("x:lib:1", "");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> maven.prefetch(List.of("x:lib:1"), (done, known) -> true))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void malformedPomOrCoordinatesAreRefused() throws Exception {
        Files.writeString(
                directory.resolve("pom.xml"),
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><project>&b;</project>");

        assertThatThrownBy(() -> maven.prefetch(directory.resolve("pom.xml"), Closure.BUILD, (done, known) -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("DOCTYPE");
        assertThatThrownBy(() -> maven.prefetch(directory.resolve("none.xml"), Closure.BUILD, (done, known) -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none.xml");
        assertThatThrownBy(() -> maven.prefetch(List.of("x"), (done, known) -> true))
                .isInstanceOf(InvalidInputException.class);
    }
}
