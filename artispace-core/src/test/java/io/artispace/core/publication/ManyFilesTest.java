package io.artispace.core.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StagedBlob;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyFilesTest {
    private static final int FILES = 200;

    @Test
    void publicationOfManyFilesNeedsFewFileHandles(@TempDir Path directory) throws IOException {
        assumeThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOf(UnixOperatingSystemMXBean.class);
        try (Fixture fixture = new Fixture(Registry.builder().directory(directory))) {
            long before = openFiles();
            try (Publication publication = fixture.repository().publish()) {
                PackageChanges changes = publication.change(Fixture.APP).putVersion("1", Map.of(), "", Overwrite.SAME);
                for (int i = 0; i < FILES; i++) {
                    StagedBlob staged = publication.stage(Fixture.bytes("content " + i));
                    changes.putFile("1", Fixture.path("1", "f" + i), staged, Overwrite.SAME);
                    try (InputStream back = staged.open()) {
                        assertThat(back).hasContent("content " + i);
                    }
                }
                assertThat(openFiles() - before).isLessThan(FILES / 2);
                publication.commit();
            }

            assertThat(fixture.repository()
                            .view(Fixture.APP, ViewScope.files())
                            .orElseThrow()
                            .version("1"))
                    .hasValueSatisfying(version -> assertThat(version.files()).hasSize(FILES));
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
