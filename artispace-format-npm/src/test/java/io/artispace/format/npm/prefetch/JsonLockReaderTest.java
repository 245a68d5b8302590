package io.artispace.format.npm.prefetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lock files of npm, as it writes them. */
class JsonLockReaderTest {
    private static List<LockedPackage> read(String json) throws IOException {
        return JsonLockReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> locked(String json) throws IOException {
        return read(json).stream().map(LockedPackage::toString).toList();
    }

    @Test
    void flatLockFilesNameWhatIsInstalledFromARegistry() throws IOException {
        List<String> locked = locked("""
                {"name": "me", "lockfileVersion": 2, "packages": {
                  "": {"name": "me", "version": "1.0.0"},
                  "packages/tool": {"version": "1.0.0"},
                  "node_modules/tool": {"resolved": "packages/tool", "link": true},
                  "node_modules/a": {"version": "1.0.0", "resolved": "https://any.example/a/-/a-1.0.0.tgz"},
                  "node_modules/a/node_modules/@s/b": {"version": "2.0.0"},
                  "node_modules/a/node_modules/bundled": {"version": "2.0.0", "inBundle": true},
                  "node_modules/c/node_modules/@s/b": {"version": "2.0.0"},
                  "node_modules/other": {"name": "real", "version": "3.0.0"},
                  "node_modules/git": {"version": "1.0.0", "resolved": "git+ssh://git@any.example/x.git#1"}},
                 "dependencies": {"old": {"version": "9.0.0"}}}""");

        assertThat(locked).containsExactly("a@1.0.0", "@s/b@2.0.0", "real@3.0.0");
    }

    @Test
    void treesOfTheFirstLockVersionAreFollowed() throws IOException {
        List<String> locked = locked("""
                {"name": "me", "lockfileVersion": 1, "dependencies": {
                  "a": {"version": "1.0.0", "requires": {"b": "^2.0.0"}, "dependencies": {
                    "b": {"version": "2.0.0"}, "bundled": {"version": "1.0.0", "bundled": true}}},
                  "alias": {"version": "npm:@s/real@3.0.0"},
                  "git": {"version": "git+https://any.example/x.git#1"},
                  "local": {"version": "file:../local"}}}""");

        assertThat(locked).containsExactly("a@1.0.0", "b@2.0.0", "@s/real@3.0.0");
    }

    @Test
    void tarballIsAskedForByTheNameThatTheLockFileTells() throws IOException {
        List<LockedPackage> locked = read("""
                {"lockfileVersion": 3, "packages": {
                  "node_modules/@s/a": {"version": "1.0.0", "resolved": "https://any.example/x/@s%2fa/-/odd_1.tar.gz"},
                  "node_modules/b": {"version": "1.0.0", "resolved": "http://mirror.example:81/b/-/b-1.0.0.tgz?cache=0#1"},
                  "node_modules/@s/c": {"version": "1.0.0", "resolved": "https://lab.example/npm/%40s/c/-/@s/c-1.0.0.tgz"},
                  "node_modules/d": {"version": "1.0.0"}}}""");

        assertThat(locked)
                .extracting(found -> found.path().value())
                .containsExactly("@s/a/-/odd_1.tar.gz", "b/-/b-1.0.0.tgz", "@s/c/-/c-1.0.0.tgz", "d/-/d-1.0.0.tgz");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://files.example/elsewhere/app.tgz",
                "https://files.example/other/-/app-1.0.0.tgz",
                "https://files.example/my-app/-/app-1.0.0.tgz",
                "https://files.example/@other/app/-/app-1.0.0.tgz",
                "https://files.example/app/-/",
                "https://files.example/app/-/releases/app-1.0.0.tgz",
                "https://files.example/app/-/..",
                "https://files.example/get?file=/app/-/app-1.0.0.tgz",
                "https://files.example/get#/app/-/app-1.0.0.tgz",
                "httpx://files.example/app/-/app-1.0.0.tgz"
            })
    void archiveFromElsewhereIsNotTakenForAVersionOfARegistry(String resolved) throws IOException {
        assertThat(locked("""
                {"lockfileVersion": 3, "packages": {
                  "node_modules/app": {"version": "1.0.0", "resolved": "%s"}}}""".formatted(resolved))).isEmpty();
        assertThat(locked("""
                {"lockfileVersion": 1, "dependencies": {
                  "app": {"version": "npm:app@1.0.0", "resolved": "%s"}}}""".formatted(resolved))).isEmpty();
    }

    @Test
    void tarballMayLieBelowAnyNumberOfDirectories() throws IOException {
        assertThat(locked("""
                {"lockfileVersion": 3, "packages": {
                  "node_modules/app": {"version": "1.0.0", "resolved": "https://files.example/%sapp/-/app-1.0.0.tgz"}}}""".formatted("x/".repeat(100_000)))).containsExactly("app@1.0.0");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[]", "{\"packages\":{"})
    void malformedLockFileIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidInputException.class);
    }
}
