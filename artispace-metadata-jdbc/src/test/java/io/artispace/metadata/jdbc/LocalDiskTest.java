package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDiskTest {
    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb2", "fuse.sshfs", "9p", "NFS"})
    void networkFileSystemIsKnownByItsType(String type) {
        assertThat(LocalDisk.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "NTFS", "zfs"})
    void localFileSystemIsNot(String type) {
        assertThat(LocalDisk.isNetwork(type)).isFalse();
    }
}
