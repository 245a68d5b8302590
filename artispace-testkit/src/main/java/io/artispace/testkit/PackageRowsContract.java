package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link MetadataStoreContract} about packages. */
abstract class PackageRowsContract extends RepositoryRowsContract {
    @Test
    final void lockCreatesAPackageOfRevisionZero() {
        long repository = createRepository("releases");

        PackageRow created = store().write(writer -> writer.lockPackage(repository, "com.acme:app", TIME));

        assertThat(created)
                .isEqualTo(new PackageRow(created.id(), repository, "com.acme:app", 0, TIME, TIME, Map.of()));
        assertThat(rows().findPackage(repository, "com.acme:app")).contains(created);
        assertThat(rows().packageRevision(repository, "com.acme:app")).isZero();
    }

    @Test
    final void lockFindsThePackageThatIsThere() {
        long repository = createRepository("releases");
        PackageRow before = createPackage(repository, "app");

        assertThat(store().<PackageRow>write(writer -> writer.lockPackage(repository, "app", LATER)))
                .isEqualTo(before);
    }

    @Test
    final void updatedPackageIsReadBack() {
        long repository = createRepository("releases");
        PackageRow before = createPackage(repository, "app");
        PackageRow after = new PackageRow(
                before.id(),
                repository,
                "app",
                7,
                TIME,
                LATER,
                Map.of("description", "ünï \"{}'\\\u2028", "empty", ""));

        write(writer -> writer.updatePackage(after));

        assertThat(rows().findPackage(repository, "app")).contains(after);
        assertThat(rows().packageRevision(repository, "app")).isEqualTo(7);
    }

    @Test
    final void unknownPackageHasNoRowAndRevisionZero() {
        long repository = createRepository("releases");

        assertThat(rows().findPackage(repository, "app")).isEmpty();
        assertThat(rows().packageRevision(repository, "app")).isZero();
    }

    @Test
    final void packagesOfOneNameInTwoRepositoriesAreTwo() {
        long first = createRepository("a");
        long second = createRepository("b");
        createPackage(first, "app");

        assertThat(rows().findPackage(second, "app")).isEmpty();
        assertThat(createPackage(second, "app").id())
                .isNotEqualTo(createPackage(first, "app").id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It's", "a\"b", "100%", "a_b", "ä ö", "日本語", "😀", "a;--", "a*b?", "[x]", "\"", "NULL", "?1", ":name"
            })
    final void everyNameIsTakenAsItIs(String name) {
        long repository = createRepository("releases");
        createPackage(repository, name, Map.of("a", "b"));

        assertThat(rows().findPackage(repository, name)).isPresent();
        assertThat(rows().findPackage(repository, name + "x")).isEmpty();
        assertThat(names(reader -> reader.packageNames(repository, name, "", 10)))
                .containsExactly(name);
        assertThat(names(reader -> reader.packageNames(repository, name, name, 10)))
                .isEmpty();
    }

    @Test
    final void packagesAreLookedUpByAnyNumberOfNames() {
        long repository = createRepository("releases");
        long other = createRepository("other");
        for (int i = 0; i < 20; i++) {
            createPackage(repository, "app" + i, Map.of("number", "" + i));
        }
        createPackage(other, "elsewhere", Map.of());
        List<String> asked = Stream.concat(
                        IntStream.range(0, 600).mapToObj(i -> "app" + (i * 7 % 300)), Stream.of("elsewhere", "App1"))
                .toList();

        assertThat(rows().packages(repository, asked))
                .hasSize(20)
                .allSatisfy(row -> assertThat(row)
                        .isEqualTo(rows().findPackage(repository, row.name()).orElseThrow()));
        assertThat(rows().packages(repository, List.of("app3")))
                .extracting(PackageRow::attributes)
                .containsExactly(Map.of("number", "3"));
        assertThat(rows().packages(repository, List.of())).isEmpty();
    }

    @Test
    final void namesAreComparedCaseSensitivelyAndByTheirCharacters() {
        long repository = createRepository("releases");
        createPackage(repository, "App");

        assertThat(rows().findPackage(repository, "app")).isEmpty();
        assertThat(rows().findPackage(repository, "App ")).isEmpty();
    }

    @Test
    final void textThatNotEveryDatabaseHoldsIsRefusedByEach() {
        long repository = createRepository("releases");
        PackageRow row = createPackage(repository, "app", Map.of());
        for (String text : List.of("\u0000", "a\u0000b", "\uD83D", "a\uDE00b", "\uDE00\uD83D", "\uD83D\uD83D\uDE00")) {
            for (Function<MetadataReader, Object> question : List.<Function<MetadataReader, Object>>of(
                    reader -> reader.findPackage(repository, text),
                    reader -> reader.packageRevision(repository, text),
                    reader -> reader.packages(repository, List.of(text)),
                    reader -> reader.packageNames(repository, text, "", 1),
                    reader -> reader.packageNames(repository, "", text, 1),
                    reader -> reader.findVersion(row.id(), text),
                    reader -> reader.findFile(repository, text),
                    reader -> reader.filesByPath(repository, "", text, 1),
                    reader -> reader.findUser(text),
                    reader -> reader.users(text, 1),
                    reader -> reader.tokens(text),
                    reader -> reader.findSession(text))) {
                assertThatThrownBy(() -> question.apply(rows())).isInstanceOf(InvalidInputException.class);
            }
            for (Consumer<MetadataWriter> change : List.<Consumer<MetadataWriter>>of(
                    writer -> writer.lockPackage(repository, text, TIME),
                    writer -> writer.insertVersion(version(row.id(), text, 2)),
                    writer -> writer.putTag(row.id(), text, "1", 2, TIME),
                    writer -> insertFile(writer, row, null, text, 1, 2))) {
                assertThatThrownBy(() -> write(change)).isInstanceOf(InvalidInputException.class);
            }
        }

        assertThat(names(reader -> reader.packageNames(repository, "", "", 10))).containsExactly("app");
        assertThat(rows().search(repository, "\u0000", false, 0, 10)).hasSize(1);
    }

    @Test
    final void packagesWithoutVersionOrFileAreNotListed() {
        long repository = createRepository("releases");
        createPackage(repository, "empty");
        store().write(writer -> {
            PackageRow row = writer.lockPackage(repository, "attribute", TIME);
            writer.updatePackage(withAttributes(withRevision(row, 1), Map.of("deprecated", "")));
            return row;
        });
        change(
                repository,
                "version",
                (writer, row, revision) -> writer.insertVersion(version(row.id(), "1", revision)));
        change(repository, "file", (writer, row, revision) -> insertFile(writer, row, null, "f", 1, revision));
        change(repository, "removed", (writer, row, revision) -> {
            writer.removeVersion(writer.insertVersion(version(row.id(), "1", revision)), revision, TIME);
            writer.removeFile(insertFile(writer, row, null, "g", 1, revision), revision, TIME);
        });

        assertThat(names(reader -> reader.packageNames(repository, "", "", 10))).containsExactly("file", "version");
        assertThat(names(reader -> reader.search(repository, "", false, 0, 10))).containsExactly("file", "version");
        assertThat(names(reader -> reader.search(repository, "attribute", false, 0, 10)))
                .isEmpty();
        assertThat(rows().findPackage(repository, "removed")).isPresent();
    }

    @Test
    final void packagesAreOrderedByCodePointsAndPagedByKey() {
        long repository = createRepository("releases");
        List<String> ordered = List.of("@a/b", "A", "a", "a-", "a.b", "aa", "b", "é", "\uFB01", "\uD83D\uDE00");
        ordered.stream().sorted().forEach(name -> createPackage(repository, name, Map.of("a", "b")));

        assertThat(names(reader -> reader.packageNames(repository, "", "", 100)))
                .containsExactlyElementsOf(ordered);
        assertThat(paged(repository, "", 3)).containsExactlyElementsOf(ordered);
    }

    @Test
    final void prefixHasExactBoundaries() {
        long repository = createRepository("releases");
        Stream.of("ab", "abc", "abd", "ab%", "ab_", "ab\uD83D\uDE00", "ac", "aB", "b", "a")
                .forEach(name -> createPackage(repository, name, Map.of("a", "b")));

        assertThat(paged(repository, "ab", 2)).containsExactly("ab", "ab%", "ab_", "abc", "abd", "ab\uD83D\uDE00");
        assertThat(paged(repository, "ab%", 2)).containsExactly("ab%");
        assertThat(paged(repository, "ab_", 2)).containsExactly("ab_");
        assertThat(paged(repository, "zz", 2)).isEmpty();
    }

    @Test
    final void pageGoesOnAfterAKeyThatIsOutsideOfThePrefix() {
        long repository = createRepository("releases");
        Stream.of("a", "ba", "bb", "c").forEach(name -> createPackage(repository, name, Map.of("a", "b")));

        assertThat(names(reader -> reader.packageNames(repository, "b", "a", 10)))
                .containsExactly("ba", "bb");
        assertThat(names(reader -> reader.packageNames(repository, "b", "bab", 10)))
                .containsExactly("bb");
        assertThat(names(reader -> reader.packageNames(repository, "b", "c", 10)))
                .isEmpty();
    }

    private List<String> paged(long repository, String prefix, int limit) {
        List<String> all = new ArrayList<>();
        List<String> page;
        do {
            String after = all.isEmpty() ? "" : all.get(all.size() - 1);
            page = names(reader -> reader.packageNames(repository, prefix, after, limit));
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private List<String> names(Function<MetadataReader, List<String>> question) {
        return question.apply(rows());
    }
}
