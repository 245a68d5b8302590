package io.artispace.examples.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Registry;
import io.artispace.format.maven.Maven;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private boolean isSound() {
        output.reset();
        return StoreCheck.isSound(
                Options.parse("--data", directory.toString(), "--verify").stores(),
                new PrintStream(output, true, UTF_8));
    }

    private List<String> lines() {
        return output.toString(UTF_8).lines().toList();
    }

    private Path blob(String content) throws IOException {
        try (var files = Files.walk(directory.resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).equals(content)) {
                    return file;
                }
            }
        }
        throw new AssertionError("No blob is " + content);
    }

    @Test
    void damageIsNamedAndCounted() throws IOException {
        try (Registry registry = Registry.open(directory)) {
            Maven.in(registry.create(Hosted.named("releases").format("maven")))
                    .deployment()
                    .add("com.acme:app:1.0", "first".getBytes(UTF_8))
                    .add("com.acme:app:jar:sources:1.0", "second".getBytes(UTF_8))
                    .publish();
        }

        assertThat(isSound()).isTrue();
        assertThat(lines())
                .singleElement()
                .asString()
                .matches("Verified \\d+ blobs: 0 missing, 0 corrupt; and 0 that .*");

        Path corrupt = blob("first");
        Path missing = blob("second");
        Files.writeString(corrupt, "firsT");
        Files.delete(missing);

        assertThat(isSound()).isFalse();
        assertThat(lines()).hasSize(3);
        assertThat(output.toString(UTF_8))
                .contains("CORRUPT " + corrupt.getFileName() + ": ", "MISSING " + missing.getFileName() + ": ")
                .contains("blobs: 1 missing, 1 corrupt; and 0 that no row names");
    }

    @Test
    void noStoreIsCreatedWhereThereIsNone() {
        assertThatThrownBy(this::isSound)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is nothing to verify");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noDatabaseIsCreatedWhereTheOptionsNameNone() {
        Path absent = directory.resolve("absent.db");
        Options options = Options.parse(
                "--data",
                directory.toString(),
                "--metadata",
                "sqlite:" + absent.toUri().getRawPath(),
                "--verify");

        assertThatThrownBy(() -> StoreCheck.isSound(options.stores(), new PrintStream(output, true, UTF_8)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is nothing to verify");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noDirectoryOfBlobsIsCreatedWhereTheOptionsNameNone() {
        Registry.open(directory).close();
        Path absent = directory.resolve("absent");
        Options options = Options.parse(
                "--data",
                directory.toString(),
                "--blobs",
                "file://" + absent.toUri().getRawPath() + "/",
                "--verify");

        assertThatThrownBy(() -> StoreCheck.isSound(options.stores(), new PrintStream(output, true, UTF_8)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the directory of --blobs is not there");
        assertThat(absent).doesNotExist();
    }

    @Test
    void locationThatNamesNoFileIsRefusedAsByTheServer() {
        Options options = Options.parse("--data", directory.toString(), "--metadata", "sqlite:relative.db", "--verify");

        assertThatThrownBy(() -> StoreCheck.isSound(options.stores(), new PrintStream(output, true, UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("absolute path");
    }
}
