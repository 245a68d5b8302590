package io.artispace.core.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.Hosted;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A repository object follows changes that are made after the host looked it up. */
class HeldRepositoryTest {
    @Test
    void changedRulesCountForWhoeverHeldTheRepositoryBefore() {
        try (Fixture fixture = new Fixture()) {
            Repository held = fixture.repository();
            fixture.publish("1", "a", "one", Overwrite.SAME);
            Repository past = held.asOf(fixture.instant());
            Hosted changed =
                    ((Hosted) held.definition()).policies(Policies.none().block("app@1", "Broken. Use 2."));

            fixture.registry().update(changed);

            assertThat(held.definition()).isEqualTo(changed);
            for (Repository repository : List.of(held, past)) {
                assertThatThrownBy(() -> repository.file(Fixture.path("1", "a")))
                        .isInstanceOf(DeniedException.class)
                        .hasMessageContaining("Broken. Use 2.");
            }
        }
    }

    @Test
    void deletedRepositoryIsGoneForWhoeverHeldItAlsoIfThereIsAnotherOfItsName() {
        try (Fixture fixture = new Fixture()) {
            Repository held = fixture.repository();
            fixture.publish("1", "a", "one", Overwrite.SAME);

            fixture.registry().delete("files");
            assertGone(held);
            fixture.registry().create(Hosted.named("files").format("test"));
            assertGone(held);

            assertThat(held.name()).isEqualTo("files");
            assertThat(fixture.registry().repository("files").view(Fixture.APP, ViewScope.versions()))
                    .isEmpty();
        }
    }

    private static void assertGone(Repository held) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                held::definition,
                held::publish,
                () -> held.view(Fixture.APP, ViewScope.versions()),
                () -> held.file(Fixture.path("1", "a")))) {
            assertThatThrownBy(call)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("The repository \"files\" was deleted. If there is one of that name now, it is another;"
                            + " look it up anew.");
        }
    }

    /** Also where its stores are the host's, and go on. */
    @Test
    void closedRegistryServesNobodyAnyMore() {
        try (MetadataStore rows = JdbcMetadataStore.openInMemory()) {
            Fixture fixture = new Fixture(Registry.builder().metadata(rows).blobs(URI.create("memory:/")));
            Repository held = fixture.repository();

            fixture.close();
            fixture.close();

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> fixture.registry().find("files"),
                    fixture.registry()::maintenance,
                    held::definition,
                    held::publish,
                    () -> held.view(Fixture.APP, ViewScope.versions()))) {
                assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("The registry is closed");
            }
        }
    }

    @Test
    void requestThatComesAfterTheEndIsToldToComeAgain() throws Exception {
        Fixture fixture = new Fixture();
        fixture.close();

        Response answer = fixture.registry()
                .handle(new Request(
                        "GET",
                        "/files/app",
                        null,
                        name -> null,
                        InputStream.nullInputStream(),
                        URI.create("http://localhost/"),
                        null));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("5");
        assertThat(answer.body().open()).asString(UTF_8).contains("\"title\":\"Service Unavailable\"");
    }
}
