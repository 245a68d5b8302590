package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDiskTest {
    @TempDir
    Path directory;

    @Test
    void databaseOnANetworkFileSystemIsRefusedBeforeThereIsOne() throws IOException {
        Path place = Files.createDirectory(directory.resolve("share"));

        assertThatThrownBy(() -> PooledTransactions.open(place.resolve("artispace.db"), on -> {
                    assertThat(on).isEqualTo(place);
                    return "nfs4";
                }))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("nfs4")
                .hasMessageContaining("local disk")
                .hasMessageContaining("PostgreSQL");

        assertThat(place).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linkToADatabaseOnANetworkFileSystemIsRefused(boolean exists) throws IOException {
        Path share = Files.createDirectory(directory.resolve("share")).toRealPath();
        Path database = share.resolve("artispace.db");
        if (exists) {
            JdbcMetadataStore.openSqlite(database).close();
        }
        Path link = Files.createSymbolicLink(directory.resolve("artispace.db"), database);

        assertThatThrownBy(() -> PooledTransactions.open(link, on -> on.equals(share) ? "nfs4" : "ext4"))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("nfs4");
        assertThat(Files.exists(database)).isEqualTo(exists);
    }

    @Test
    void directoryThatCannotBeCreatedIsNamed() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> PooledTransactions.open(inTheWay.resolve("artispace.db")))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("directory cannot be created")
                .hasMessageContaining(inTheWay.resolve("artispace.db").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite:/a.db?key=hidden",
                "sqlite://user:hidden@host/a.db",
                "sqlite:/a.db#hidden",
                "sqlite:a.db?hidden"
            })
    void refusalOfALocationRepeatsNoSecret(String location) {
        assertThatThrownBy(() -> SqliteLocation.file(URI.create(location)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.db\"")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void fullDiskOfSmallBlocksIsRefusedBeforeItEndsTheProcess() {
        assertThatThrownBy(() -> LocalDisk.requireRoom(1_024, 65_535))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("its disk is full. 65535 bytes are left");

        LocalDisk.requireRoom(1_024, 65_536);
        LocalDisk.requireRoom(4_096, 0);
    }

    @Test
    void typeIsTheOneThatTheOperatingSystemNames() throws IOException {
        assertThat(LocalDisk.type(directory))
                .isNotEmpty()
                .isEqualTo(Files.getFileStore(directory).type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb2", "fuse.sshfs", "fuse.juicefs", "vboxsf", "9p", "NFS"})
    void networkFileSystemIsKnownByItsType(String type) {
        assertThat(LocalDisk.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "NTFS", "zfs"})
    void localFileSystemIsNot(String type) {
        assertThat(LocalDisk.isNetwork(type)).isFalse();
    }
}
