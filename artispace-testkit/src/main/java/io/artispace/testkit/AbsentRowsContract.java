package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.StorageFailedException;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about changes of what is not there. */
abstract class AbsentRowsContract extends MetadataStoreFixture {
    private static final long NONE = 4_711;
    private static final PackageRow NO_PACKAGE = new PackageRow(NONE, NONE, "app", 1, TIME, TIME, Map.of());

    @Test
    final void changingOrRemovingWhatIsNotThereDoesNothing() {
        write(writer -> {
            writer.updateRepository(NONE, Map.of("a", "b"));
            writer.deleteRepository(NONE);
            writer.updatePackage(NO_PACKAGE);
            writer.updateVersion(new VersionRow(NONE, NONE, "1", 1, TIME, null, Map.of(), ""));
            writer.removeVersion(NONE, 1, TIME);
            writer.removeFile(NONE, 1, TIME);
            writer.removeTag(NONE, "latest", 1, TIME);
            writer.forgetBlob(sha256(1));
            writer.confirmUpstream(new UpstreamRow(NONE, "app", null, null, TIME));
            writer.forgetValidators(NONE);
            writer.expireUpstream(NONE);
            writer.noteUses(Map.of(NONE, TIME));
            writer.deleteSession("build");
            assertThat(writer.deleteUser("ann")).isFalse();
            assertThat(writer.deleteToken("ann", "id")).isFalse();
            assertThat(writer.holdRepository(NONE)).isEmpty();
            assertThat(writer.holdBlob(sha256(1))).isEmpty();
            assertThat(writer.holdSession("build")).isEmpty();
            assertThat(writer.lockSession("build")).isEmpty();
            assertThat(writer.lockUser("ann")).isEmpty();
        });

        assertThat(rows().repositories()).isEmpty();
        assertThat(rows().findPackage(NONE, "app")).isEmpty();
        assertThat(rows().findVersion(NONE, "1")).isEmpty();
        assertThat(rows().blobs("", 1)).isEmpty();
        assertThat(rows().findUpstream(NONE, "app")).isEmpty();
        assertThat(rows().sessions()).isEmpty();
    }

    @Test
    final void addingToWhatIsNotThereIsAFailure() {
        long repository = createRepository("r");
        PackageRow there = createPackage(repository, "app");
        write(writer -> writer.putBlob(blob(digests(1))));
        LedgerEntry entry = new LedgerEntry("r", FilePath.of("p"), new Origin("r", null), sha256(1), 7, TIME);

        for (Consumer<MetadataWriter> work : List.<Consumer<MetadataWriter>>of(
                writer -> writer.lockPackage(NONE, "app", TIME),
                writer -> writer.insertVersion(version(NONE, "1", 1)),
                writer -> writer.insertFile(file(NO_PACKAGE, null, "p", digests(1), 1)),
                writer -> writer.insertFile(file(there, NONE, "p", digests(1), 1)),
                writer -> writer.putTag(NONE, "latest", "1", 1, TIME),
                writer -> writer.putUpstream(new UpstreamRow(NONE, "app", null, null, TIME)),
                writer -> writer.addLedgerEntry("build", entry))) {
            assertThatThrownBy(() -> write(work)).isInstanceOf(StorageFailedException.class);
        }
        assertThatThrownBy(() -> write(writer -> writer.insertFile(file(there, null, "p", digests(2), 1))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows().files(there.id())).isEmpty();
    }
}
