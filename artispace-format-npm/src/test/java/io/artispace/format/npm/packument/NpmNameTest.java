package io.artispace.format.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmNameTest {
    @ParameterizedTest(name = "{0} can be published")
    @ValueSource(
            strings = {"a", "some-package", "example.com", "under_score", "123numeric", "@npm/thingy", "@s/_a", "http"})
    void acceptsTodaysNames(String name) {
        assertThatCode(() -> new NpmName(name).requirePublishable()).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} can be read but not published")
    @ValueSource(
            strings = {
                "Upper",
                ".start",
                "_start",
                "-",
                "-start",
                "crazy!",
                "a~b",
                "a b",
                "a:b",
                "ü",
                "node_modules",
                "favicon.ico",
                "@S/a",
                "@s/A",
                "@s/.a",
                "@s/-",
                "@.s/a",
                "a%2fb",
                "$(x)"
            })
    void refusesToPublishOtherNames(String name) {
        assertThatThrownBy(() -> new NpmName(name).requirePublishable())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("@acme/app");
    }

    @ParameterizedTest(name = "\"{0}\" is no name at all")
    @ValueSource(strings = {"a/b", "@s", "@s/", "@/a", "@s/a/b"})
    void refusesWhatIsSplitWrongly(String name) {
        assertThatThrownBy(() -> new NpmName(name)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesToPublishNamesThatAreTooLong() {
        assertThatCode(() -> new NpmName("a".repeat(214)).requirePublishable()).doesNotThrowAnyException();
        assertThatThrownBy(() -> new NpmName("a".repeat(215)).requirePublishable())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void knowsWhereItsFilesAre() {
        assertThat(new NpmName("app").tarball("1.0.0")).hasToString("app/-/app-1.0.0.tgz");
        assertThat(new NpmName("@acme/app").tarball("1.0.0")).hasToString("@acme/app/-/app-1.0.0.tgz");
        assertThat(new NpmName("@acme/app").provenance("1.0.0")).hasToString("@acme/app/-/app-1.0.0.sigstore");
        assertThat(new NpmName("@acme/app").scope()).isEqualTo("@acme");
        assertThat(new NpmName("app").scope()).isEmpty();
    }
}
