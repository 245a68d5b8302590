package io.artispace.core.repository;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Limits;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StagedBlob;
import io.artispace.TooLargeException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.event.RegistryListener;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PublicationTest {
    private final List<RegistryEvent> told = new ArrayList<>();
    private final Fixture fixture = new Fixture(Registry.builder().listener(told::addAll));

    @AfterEach
    void close() {
        fixture.close();
    }

    private PackageView view() {
        return fixture.repository().view(APP, ViewScope.everything()).orElseThrow();
    }

    private String content(FilePath path) {
        return Fixture.read(fixture.repository().file(path).orElseThrow());
    }

    @Test
    void blockedVersionIsNotPublishedSinceNobodyWouldSeeIt() {
        fixture.publish("2", "a", "a", Overwrite.NEVER);
        fixture.registry()
                .update(((Hosted) fixture.repository().definition())
                        .policies(Policies.none().block("app@2", "Broken. Use 1.")));

        for (String file : List.of("a", "b")) {
            assertThatThrownBy(() -> fixture.publish("2", file, file, Overwrite.SAME))
                    .isInstanceOf(DeniedException.class)
                    .hasMessage(
                            "Cannot publish version \"2\" of \"app\" into \"files\": the policies of \"files\" block it, so that nobody could read it"
                                    + " there. Publish another version, or remove the block, which says: Broken. Use 1.");
        }
        fixture.publish("1", "a", "a", Overwrite.NEVER);
        change(publication -> publication.change(APP).removeVersion("2"));

        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1");
    }

    @Test
    void nothingIsVisibleBeforeTheCommitAndEverythingAfterIt() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .putVersion("1", Map.of("colour", "red"), "manifest", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("aa")), Overwrite.NEVER)
                    .putFile(FilePath.of("app/readme"), publication.stage(bytes("read me")), Overwrite.NEVER)
                    .tag("latest", "1")
                    .attribute("description", "An app");
            publication
                    .change(PackageName.of("lib"))
                    .putVersion("2", Map.of(), "", Overwrite.NEVER)
                    .putFile("2", FilePath.of("lib/2/b"), publication.stage(bytes("")), Overwrite.NEVER);
            assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
            assertThat(fixture.repository().file(path("1", "a"))).isEmpty();

            publication.commit();
        }

        PackageView app = view();
        assertThat(app.revision()).isEqualTo(1);
        assertThat(app.tags()).containsExactly(Map.entry("latest", "1"));
        assertThat(app.attributes()).containsEntry("description", "An app");
        assertThat(app.files()).extracting(f -> f.path().value()).containsExactly("app/readme");
        assertThat(app.versions()).singleElement().satisfies(version -> {
            assertThat(version.manifest()).isEqualTo("manifest");
            assertThat(version.attributes()).containsEntry("colour", "red");
            assertThat(version.files()).hasSize(1);
        });
        assertThat(content(path("1", "a"))).isEqualTo("aa");
        assertThat(content(FilePath.of("lib/2/b"))).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void closingWithoutCommitLeavesNothing() {
        try (Publication publication = fixture.repository().publish()) {
            StagedBlob staged = publication.stage(bytes("lost"));
            publication
                    .change(APP)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), staged, Overwrite.NEVER);
        }

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        assertThat(told).extracting(RegistryEvent::type).containsExactly(Type.REPOSITORY_CREATED);
    }

    @Test
    void sameBytesAgainChangeNothingAndOtherBytesAreRefused() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("1", "a", "one", Overwrite.SAME);

        assertThat(view().revision()).isEqualTo(1);
        assertThatThrownBy(() -> fixture.publish("1", "a", "two", Overwrite.SAME))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"app/1/a\"")
                .hasMessageContaining("exists already with other bytes");
        assertThatThrownBy(() -> fixture.publish("1", "a", "one", Overwrite.NEVER))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot publish \"app/1/a\": it exists already. Choose a new version.");
        assertThat(content(path("1", "a"))).isEqualTo("one");
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void replacedFileKeepsItsHistoryAndGivesTheNewBytes() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("1", "a", "two", Overwrite.REPLACE);

        assertThat(content(path("1", "a"))).isEqualTo("two");
        assertThat(view().revision()).isEqualTo(2);
        assertThat(view().versions().get(0).files()).hasSize(1);
    }

    @Test
    void removedNameStaysUsed() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        change(p -> p.change(APP).removeVersion("1"));

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThatThrownBy(() -> fixture.publish("1", "a", "two", Overwrite.SAME))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("stays used");
        assertThatThrownBy(() -> change(p -> p.change(APP).putVersion("1", Map.of(), "", Overwrite.NEVER)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("was removed");
        fixture.publish("1", "a", "one", Overwrite.SAME);
        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1");
    }

    @Test
    void removingAVersionTakesItsFilesAndTags() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        change(p -> p.change(APP).tag("latest", "2").tag("old", "1"));
        change(p -> p.change(APP).removeVersion("2"));

        assertThat(view().tags()).containsOnlyKeys("old");
        assertThat(fixture.repository().file(path("2", "a"))).isEmpty();
        assertThat(fixture.repository().file(path("1", "a"))).isPresent();
    }

    @Test
    void tagOfAMissingVersionIsRefusedAndNothingElseOfThePublicationHappens() {
        assertThatThrownBy(() -> change(p -> p.change(APP)
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)
                        .tag("latest", "2")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"2\"");

        assertThat(fixture.repository().view(APP, ViewScope.versions())).isEmpty();
    }

    @Test
    void unexpectedRevisionIsRefused() {
        fixture.publish("1", "a", "one", Overwrite.SAME);

        change(p -> p.change(APP).expectRevision(1).attribute("k", "v"));
        assertThatThrownBy(() -> change(p -> p.change(APP).expectRevision(1).attribute("k", "w")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("revision 2");
        assertThat(view().attributes()).containsEntry("k", "v");
    }

    @Test
    void attributesAreChangedByWhatTheyAreWhenThePublicationIsCommitted() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .attribute("mine", "1")
                    .changeAttributes(attributes -> attributes.put("seen", String.join(" ", attributes.keySet())))
                    .changeAttributes(attributes -> attributes.remove("mine"));
            change(p -> p.change(APP).attribute("theirs", "2"));

            publication.commit();
        }

        assertThat(view().attributes()).containsOnlyKeys("theirs", "seen");
        assertThat(view().attributes().get("seen").split(" ")).containsExactlyInAnyOrder("mine", "theirs");
    }

    @Test
    void changeOfAttributesThatThrowsRefusesTheCommitAndLeavesTheBytesToCollection() {
        assertThatThrownBy(() -> change(p -> p.change(APP)
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)
                        .putFile("1", path("1", "a"), p.stage(bytes("refused")), Overwrite.NEVER)
                        .changeAttributes(attributes -> {
                            throw new InvalidInputException("no");
                        })))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("no");
        assertThatThrownBy(() ->
                        change(p -> p.change(APP).changeAttributes(attributes -> attributes.put("k".repeat(257), "v"))))
                .isInstanceOf(InvalidInputException.class);

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        fixture.pass(Duration.ofDays(2));
        assertThat(fixture.registry()
                        .maintenance()
                        .collectGarbage(Duration.ofDays(1))
                        .blobs())
                .isEqualTo(1);
    }

    @Test
    void aRefusedPublicationCanBeChangedAndCommittedAgain() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        try (Publication publication = fixture.repository().publish()) {
            StagedBlob staged = publication.stage(bytes("new"));
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("2", Map.of(), "", Overwrite.NEVER)
                    .putFile("2", path("2", "a"), staged, Overwrite.NEVER);
            assertThatThrownBy(publication::commit).isInstanceOf(ConflictException.class);

            publication.change(APP).expectRevision(1);
            publication.commit();
        }

        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1", "2");
    }

    @Test
    void bytesOfALateConflictAreLeftToCollection() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("late")), Overwrite.NEVER);
            assertThatThrownBy(publication::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();

        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.registry()
                        .maintenance()
                        .collectGarbage(Duration.ofHours(1))
                        .blobs())
                .isEqualTo(1);
    }

    @Test
    void malformedNamesAreRefusedWhenTheyAreRecorded() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        for (String name : List.of("", "1\u0000", "\u0000", "\uD83D", "\uDE00", "1\n", " 1", "x".repeat(257))) {
            for (UnaryOperator<PackageChanges> change : List.<UnaryOperator<PackageChanges>>of(
                    changes -> changes.putVersion(name, Map.of(), "", Overwrite.SAME),
                    changes -> changes.tag(name, "1"),
                    changes -> changes.tag("latest", name),
                    changes -> changes.untag(name),
                    changes -> changes.attribute(name, ""),
                    changes -> changes.versionAttribute(name, "key", ""),
                    changes -> changes.versionAttribute("1", name, ""),
                    changes -> changes.removeVersionAttribute(name, "key"),
                    changes -> changes.removeVersion(name))) {
                try (Publication publication = fixture.repository().publish()) {
                    PackageChanges changes = publication.change(APP);

                    assertThatThrownBy(() -> change.apply(changes)).isInstanceOf(InvalidInputException.class);
                }
            }
        }
    }

    @Test
    void contentOverTheLimitIsRefused() {
        try (Fixture small =
                        new Fixture(Registry.builder().limits(Limits.defaults().withMaxFileSize(3)));
                Publication publication = small.repository().publish()) {
            assertThat(publication.stage(bytes("123")).size()).isEqualTo(3);
            assertThatThrownBy(() -> publication.stage(bytes("1234")))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("3 bytes");
        }
    }

    @Test
    void contentThatBreaksOffIsRefusedAndLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream half = new java.io.SequenceInputStream(bytes("x".repeat(100_000)), broken);
        try (Publication publication = fixture.repository().publish()) {
            assertThatThrownBy(() -> publication.stage(half))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("broke off");
        }
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void largeContentHasTheRightDigests() throws Exception {
        byte[] large = new byte[9 * 1024 * 1024 + 17];
        new java.util.Random(1).nextBytes(large);
        String sha1 = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(large));
        String sha256 = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(large));

        try (Publication publication = fixture.repository().publish()) {
            StagedBlob read = publication.stage(new java.io.ByteArrayInputStream(large));
            assertThat(read.digests().sha256().hex()).isEqualTo(sha256);
            assertThat(read.digests().sha1())
                    .isNotNull()
                    .satisfies(d -> assertThat(d.hex()).isEqualTo(sha1));
            try (Publication.Sink sink = publication.stage()) {
                for (int at = 0; at < large.length; at += 999_999) {
                    sink.write(large, at, Math.min(999_999, large.length - at));
                }
                assertThat(sink.finish().digests().sha256().hex()).isEqualTo(sha256);
            }
            try (InputStream in = read.open()) {
                assertThat(in.readAllBytes()).isEqualTo(large);
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("artispace-digest") && t.isAlive());
    }

    @Test
    void twelveVersionsPublishedAtOnceAreAllThere() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String version = "1." + i;
            all.add(threads.submit(() -> {
                start.await();
                fixture.publish(version, "a", "content of " + version, Overwrite.SAME);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(view().versions()).hasSize(12);
        assertThat(view().revision()).isEqualTo(12);
    }

    @Test
    void sixteenWritersOfOneReleaseHaveOneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String content = "content " + i;
            all.add(threads.submit(() -> {
                start.await();
                try {
                    fixture.publish("1", "a", content, Overwrite.SAME);
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            }));
        }
        start.countDown();
        int winners = 0;
        for (Future<Boolean> one : all) {
            winners += one.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void listenersAndTheLogTellTheSame() {
        fixture.publish("1", "a", "one", Overwrite.SAME);

        List<RegistryEvent> log = fixture.registry().events().after(0, 100);
        assertThat(told).isEqualTo(log);
        assertThat(log)
                .extracting(RegistryEvent::type)
                .containsExactly(Type.REPOSITORY_CREATED, Type.VERSION_PUBLISHED, Type.FILE_PUBLISHED);
        assertThat(fixture.registry().events().after(log.get(1).position(), 100))
                .containsExactly(log.get(2));
    }

    @Test
    void bytesStagedInAnotherPublicationAreRefused() {
        try (Fixture other = new Fixture();
                Publication elsewhere = other.repository().publish();
                Publication publication = fixture.repository().publish()) {
            StagedBlob foreign = elsewhere.stage(bytes("in another registry's store"));
            PackageChanges changes = publication.change(APP).putVersion("1", Map.of(), "", Overwrite.NEVER);

            assertThatThrownBy(() -> changes.putFile("1", path("1", "a"), foreign, Overwrite.NEVER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not staged in this publication");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void listenerThatFailsHarmsNeitherTheCommitNorTheOthers(String how, RegistryListener failing) {
        List<RegistryEvent> others = new ArrayList<>();
        try (Fixture registry = new Fixture(Registry.builder().listener(failing).listener(others::addAll))) {
            registry.publish("1", "a", "one", Overwrite.SAME);

            assertThat(others).isEqualTo(registry.registry().events().after(0, 100));
        }
    }

    static Stream<Arguments> listenerThatFailsHarmsNeitherTheCommitNorTheOthers() {
        return Stream.of(
                failing("an exception", events -> {
                    throw new IllegalStateException("on purpose");
                }),
                failing("an error", events -> {
                    throw new NoClassDefFoundError("on purpose");
                }),
                failing("a change of what all are told", List::clear));
    }

    private static Arguments failing(String how, RegistryListener listener) {
        return Arguments.of(how, listener);
    }

    private void change(java.util.function.Consumer<Publication> changes) {
        try (Publication publication = fixture.repository().publish()) {
            changes.accept(publication);
            publication.commit();
        }
    }
}
