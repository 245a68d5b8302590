package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.ViewScope;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a sealed session treats a tarball whose file name, the upstream's own, does not tell its version. */
class ReplayedTarballTest {
    private static final FilePath TARBALL = FilePath.of("lib/-/download.tgz");

    @Test
    void aTarballWithANameOfItsOwnIsReplayedWithItsVersionAndRefusedIfThatIsBlockedSince() throws IOException {
        try (NpmFixture fixture = new NpmFixture();
                EvilUpstream upstream = new EvilUpstream()) {
            upstream.at("lib", """
                            {"name": "lib", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": {"name": "lib", "version": "1.0.0",
                             "dist": {"tarball": "%slib/-/download.tgz", "shasum": "e10f6e70661d167ef514ab6e6d98607438c6a8c6"}}}}""".formatted(upstream.url())).at("lib/-/download.tgz", "tarball");
            Registry registry = fixture.registry();
            Repository proxy = registry.create(Proxy.named("far")
                    .format("npm")
                    .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
            Session session = registry.session("build-42");
            assertThat(text(session.repository("far"))).isEqualTo("tarball");
            session.seal();

            Repository replay = session.repository("far");
            assertThat(text(replay)).isEqualTo("tarball");
            assertThat(replay.list("lib/-", "", 10).files()).hasSize(1);
            assertThat(replay.view(new NpmName("lib").packageName(), ViewScope.versions())
                            .orElseThrow()
                            .versions())
                    .hasSize(1);

            registry.update(
                    ((Proxy) proxy.definition()).policies(Policies.none().block("lib@1.0.0", "It is harmful.")));

            assertThatThrownBy(() -> replay.file(TARBALL))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("It is harmful.");
            assertThat(replay.list("lib/-", "", 10).files()).isEmpty();
        }
    }

    private static String text(Repository repository) throws IOException {
        try (InputStream in = repository.file(TARBALL).orElseThrow().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
