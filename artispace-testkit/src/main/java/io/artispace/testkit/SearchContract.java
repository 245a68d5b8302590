package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.Manifests;
import io.artispace.metadata.PackageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link MetadataStoreContract} about the search for packages. */
abstract class SearchContract extends PackageRowsContract {
    @Test
    final void searchFindsWordsOfNameDescriptionAndKeywords() {
        long repository = createRepository("npm");
        createPackage(repository, "@acme/left-pad", Map.of("license", "MIT"));
        createPackage(repository, "widget", Map.of("description", "Pads a string on the left."));
        createPackage(repository, "gadget", Map.of("keywords", "string,left,pad"));
        createPackage(repository, "other", Map.of("author", "left pad"));

        assertThat(search(repository, "left pad")).containsExactlyInAnyOrder("@acme/left-pad", "widget", "gadget");
        assertThat(search(repository, "acme")).containsExactly("@acme/left-pad");
        assertThat(search(repository, "left nothing")).isEmpty();
    }

    @Test
    final void searchMatchesTheBeginningsOfWordsWithoutRegardToCase() {
        long repository = createRepository("npm");
        createPackage(repository, "Über-Straße", Map.of("description", "ΟΔΟΣ τοσο"));

        assertThat(search(repository, "über")).containsExactly("Über-Straße");
        assertThat(search(repository, "STRASSE")).containsExactly("Über-Straße");
        assertThat(search(repository, "stra ÜB")).containsExactly("Über-Straße");
        assertThat(search(repository, "οδος")).containsExactly("Über-Straße");
        assertThat(search(repository, "τοσ")).containsExactly("Über-Straße");
        assertThat(search(repository, "ΤΟΣ")).containsExactly("Über-Straße");
        assertThat(search(repository, "ber")).isEmpty();
        assertThat(search(repository, "uber")).isEmpty();
    }

    @Test
    final void nameCountsMoreThanDescription() {
        long repository = createRepository("npm");
        createPackage(repository, "a", Map.of("description", "json json json json json json json json"));
        createPackage(repository, "json-and-many-more-words-in-the-name", Map.of("description", "b"));
        createPackage(repository, "unrelated", Map.of("description", "c"));

        assertThat(search(repository, "json")).containsExactly("json-and-many-more-words-in-the-name", "a");
    }

    @Test
    final void wordCountsOnceForANameHoweverManyOfItsWordsBeginWithIt() {
        long repository = createRepository("npm");
        for (String name : List.of("json-jsonpath-jsonschema", "a-json", "a-json-text")) {
            createPackage(repository, name, Map.of());
        }

        assertThat(search(repository, "jso")).containsExactly("a-json", "a-json-text", "json-jsonpath-jsonschema");
        assertThat(search(repository, "jso te")).containsExactly("a-json-text");
    }

    @Test
    final void tiesAreOrderedByNameAndPagedByOffset() {
        long repository = createRepository("npm");
        for (String name : List.of("c-x", "a-x", "d-x", "b-x")) {
            createPackage(repository, name, Map.of("a", "b"));
        }

        assertThat(search(repository, "x")).containsExactly("a-x", "b-x", "c-x", "d-x");
        assertThat(rows().search(repository, "x", false, 1, 2)).containsExactly("b-x", "c-x");
        assertThat(rows().search(repository, "", false, 3, 2)).containsExactly("d-x");
    }

    /** A store may look at a package that was just written in another way than at one that was written long ago. */
    @Test
    final void hitsAreInOneOrderWheneverTheyWereWritten() {
        long repository = createRepository("npm");
        List<String> inOrder = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // In no order, and every other one with the word in its description only.
            int number = i * 7 % 40;
            String name = (number % 2 == 0 ? "x" : "z") + "-%02d".formatted(number);
            PackageRow row = createPackage(repository, name, Map.of("description", "x before"));
            if (number % 5 == 0) {
                write(writer -> writer.updatePackage(withAttributes(withRevision(row, 2), Map.of("description", "x"))));
            }
            inOrder.add(name);
        }
        inOrder.sort(Comparator.naturalOrder());

        assertThat(search(repository, "x")).isEqualTo(inOrder);
        for (int offset = 0; offset < 45; offset += 3) {
            assertThat(rows().search(repository, "x", false, offset, 7))
                    .isEqualTo(inOrder.subList(Math.min(offset, 40), Math.min(offset + 7, 40)));
        }
        assertThat(search(repository, "before")).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "*", "-", "( )", "^", "' ; --", "%_", "{}:+", "\u0000"})
    final void textWithoutWordsFindsEveryPackageByName(String text) {
        long repository = createRepository("npm");
        createPackage(repository, "b", Map.of("a", "b"));
        createPackage(repository, "a", Map.of("a", "b"));

        assertThat(search(repository, text)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one AND",
                "NOT one",
                "one OR two",
                "NEAR(one, 3)",
                "\"one",
                "one\"",
                "one*",
                "^one",
                "name:one",
                "-one",
                "{name}: one",
                "one + two",
                "(one",
                "'one'",
                "o%e",
                "repository:r1"
            })
    final void noCharacterAndNoWordHasASpecialMeaning(String text) {
        long repository = createRepository("npm");
        createPackage(repository, "one-two", Map.of("description", "and not or near 3 name e o r1 repository"));

        assertThat(search(repository, text)).containsExactly("one-two");
    }

    @Test
    final void searchStaysWithinTheRepository() {
        long first = createRepository("a");
        long second = createRepository("b");
        createPackage(first, "app", Map.of("a", "b"));

        assertThat(search(second, "app")).isEmpty();
        assertThat(search(second, "")).isEmpty();
    }

    @Test
    final void searchFollowsChangesOfAttributes() {
        long repository = createRepository("npm");
        PackageRow row = createPackage(repository, "app", Map.of("description", "before"));

        write(writer -> writer.updatePackage(withAttributes(withRevision(row, 2), Map.of("description", "after"))));

        assertThat(search(repository, "before")).isEmpty();
        assertThat(search(repository, "after")).containsExactly("app");
        assertThat(search(repository, "app")).containsExactly("app");
    }

    @Test
    final void searchFindsOnlyPackagesThatAreListed() {
        long repository = createRepository("npm");
        PackageRow row = createPackage(repository, "app", Map.of("description", "text"));

        write(writer -> {
            writer.removeVersion(
                    writer.versions(row.id(), Manifests.WITHOUT).get(0).id(), 2, TIME);
            writer.updatePackage(withRevision(row, 2));
        });

        assertThat(search(repository, "app")).isEmpty();
        assertThat(search(repository, "")).isEmpty();
        assertThat(rows().search(repository, "app", true, 0, 10)).containsExactly("app");
        assertThat(rows().search(repository, "text", true, 0, 10)).containsExactly("app");
        assertThat(rows().search(repository, "", true, 0, 10)).containsExactly("app");
    }

    private List<String> search(long repository, String text) {
        return rows().search(repository, text, false, 0, 100);
    }
}
