package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.servers.S3Server;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/** What a location sets, and what the message says if it cannot be opened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3LocationTest {
    private static final Content HELLO = Content.text("hello, world");
    private static final Content LARGER_THAN_A_PART = Content.random(6 * 1024 * 1024, 2);
    private static final Content LARGE = Content.random(1_000_000, 1);
    private static final String KEY =
            "/" + S3Server.BUCKET + "/p/blobs/" + HELLO.sha256().hex();

    private S3Server server;

    @BeforeAll
    void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void linksLeadToTheEndpoint() throws IOException {
        URI link = link("", Duration.ofMinutes(1)).orElseThrow();

        assertThat(link.getAuthority()).isEqualTo(server.endpoint().getAuthority());
        assertThat(link.getPath()).isEqualTo(KEY);
        assertThat(link.getQuery()).contains("X-Amz-Expires=60&");
    }

    @Test
    void linksLeadWhereReadersReachTheServer() throws IOException {
        URI link = link("&link-endpoint=https://cdn.example", Duration.ofMinutes(1))
                .orElseThrow();

        assertThat(link.getScheme()).isEqualTo("https");
        assertThat(link.getAuthority()).isEqualTo("cdn.example");
        assertThat(link.getPath()).isEqualTo(KEY);
    }

    @Test
    void linksCanBeSwitchedOff() throws IOException {
        assertThat(link("&links=false", Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void linksAreValidForAWeekAtMost() throws IOException {
        assertThat(link("", Duration.ofDays(30)).orElseThrow().getQuery()).contains("X-Amz-Expires=604800&");
        assertThatThrownBy(() -> link("", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "s3:bucket,                                          names no bucket",
        "s3:///prefix,                                       names no bucket",
        "s3://KEY:hush@,                                     names no bucket",
        "s3://KEY:hush@bucket:9000,                          names no bucket",
        "s3://hush@bucket,                                   ACCESS:SECRET",
        "s3://:hush@bucket,                                  ACCESS:SECRET",
        "s3://KEY:hush@bucket/a//b?region=x,                 two slashes side by side",
        "s3://KEY:hush@bucket/a/../b?region=x,               one or two dots",
        "s3://KEY:hush@bucket/%2E/b?region=x,                one or two dots",
        "s3://KEY:hush@bucket/a%00b?region=x,                a control character",
        "s3://KEY:hush@bucket/a#b?region=x,                  write it as %23",
        "s3://KEY:hush@bucket?colour=red,                    there are [connections",
        "s3://bucket?access-key=KEY&secret-key=hush,         there are [connections",
        "s3://KEY:hush@bucket?region,                        needs one value",
        "s3://KEY:hush@bucket?region=,                       needs one value",
        "s3://KEY:hush@bucket?links=true&links=false,        needs one value",
        "s3://KEY:hush@bucket?path-style=maybe,              true or false",
        "s3://KEY:hush@bucket?profile=ceph,                  aws or compatible",
        "s3://KEY:hush@bucket?endpoint=s3.example.com,       https://s3.example.com",
        "s3://KEY:hush@bucket?endpoint=ftp://s3.example.com, https://s3.example.com",
        "s3://KEY:hush@bucket?endpoint=//s3.example.com,     https://s3.example.com",
        "s3://bucket?endpoint=https://KEY:hush@s3.example.com, credentials before the bucket",
        "s3://bucket?endpoint=https://s3.example.com/?x=hush, write only where the server is",
        "s3://KEY:hush@bucket?region=x&part-size=8MB,        write a number",
        "s3://KEY:hush@bucket?region=x&connections=0,        1 or more",
        "s3://KEY:hush@bucket?region=x&part-size=1000,       5 MiB"
    })
    void malformedLocationIsRefusedWithoutRepeatingItsSecret(String location, String advice) {
        assertThatThrownBy(() -> open(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(advice)
                .hasNoCause()
                .message()
                .doesNotContain("hush");
    }

    @Test
    void locationDoesNotShowItsSecret() {
        S3Location location = S3Location.of(URI.create("s3://KEY:hu%2Fsh+@bucket/some/prefix?region=eu-central-1"));

        assertThat(location.secretKey())
                .isNotNull()
                .satisfies(secret -> assertThat(secret.reveal()).isEqualTo("hu/sh+"));
        assertThat(location.toString()).contains("some/prefix/").doesNotContain("hu/sh");
    }

    @Test
    void missingBucketIsReported() {
        String location = server.location("p").toString().replace("@" + S3Server.BUCKET + "/", "@nothere/");

        assertThatThrownBy(() -> open(location))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("\"nothere\"")
                .hasMessageContaining("no such bucket")
                .hasMessageContaining("Create it");
    }

    @Test
    void unreachableServerIsReported() {
        S3Server gone = S3Server.start();
        String location = gone.location("p").toString();
        gone.close();

        assertThatThrownBy(() -> open(location))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("could not be connected to");
    }

    @Test
    void serverWithoutTlsBehindAnAddressOfHttpsIsReported() {
        String location = server.location("p").toString().replace("endpoint=http:", "endpoint=https:");

        assertThatThrownBy(() -> open(location))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("no TLS connection could be made");
    }

    @Test
    void invalidCredentialsAreReported() {
        String location = server.location("p").toString().replace(S3Server.ACCESS_KEY + ":", "somebody:else-");

        assertThatThrownBy(() -> open(location))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("credentials")
                .hasMessageContaining("s3:ListBucket")
                .message()
                .doesNotContain("else-");
    }

    @Test
    void prefixIsPartOfTheKeysWhateverItsCharacters() throws IOException {
        URI location = S3Server.location(server.endpoint(), "a%20b+c/100%25/%C3%BC%23", "");
        try (BlobStore store = open(location.toString())) {
            HELLO.storeIn(store);

            try (Stream<Blob> blobs = store.list()) {
                assertThat(blobs.map(Blob::digest)).containsExactly(HELLO.sha256());
            }
            assertThat(store.removeLeftovers()).isZero();
            store.delete(HELLO.sha256());
            assertThat(store.find(HELLO.sha256())).isEmpty();
        }
    }

    /** The ways of all requests: they are signed with the path, and so must be sent as they were signed. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/storage/v1/s3", "/storage/v1/s3/"})
    void endpointMayHaveAPath(String path) throws IOException {
        try (S3Server below = S3Server.startBelow(path);
                BlobStore store = open(S3Server.location(below.endpoint(), "p", "&part-size=5242880")
                        .toString())) {
            assertServes(store);
            URI link = store.find(HELLO.sha256())
                    .orElseThrow()
                    .link(Duration.ofMinutes(1), "text/plain")
                    .orElseThrow();
            assertThat(link.getPath()).isEqualTo(path.replaceFirst("/$", "") + KEY);
            try (InputStream in = link.toURL().openStream()) {
                assertThat(in.readAllBytes()).isEqualTo(HELLO.bytes());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.bucket.with.dots", "123.456"})
    void bucketMayHaveDots(String bucket) throws IOException {
        server.client().createBucket(create -> create.bucket(bucket));
        try (BlobStore store =
                open(server.location("p").toString().replace("@" + S3Server.BUCKET + "/", "@" + bucket + "/"))) {
            assertServes(store);
        }
    }

    private static void assertServes(BlobStore store) throws IOException {
        for (Content content : List.of(HELLO, LARGER_THAN_A_PART)) {
            content.storeIn(store);
            try (InputStream in = store.find(content.sha256()).orElseThrow().open()) {
                assertThat(in.readAllBytes()).isEqualTo(content.bytes());
            }
        }
        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs.map(Blob::digest)).containsExactlyInAnyOrder(HELLO.sha256(), LARGER_THAN_A_PART.sha256());
        }
        assertThat(store.removeLeftovers()).isZero();
        store.delete(LARGER_THAN_A_PART.sha256());
        assertThat(store.find(LARGER_THAN_A_PART.sha256())).isEmpty();
    }

    /** Whoever downloads slowly holds a connection for as long. */
    @Test
    @Timeout(60)
    void manyDownloadsThatTakeTheirTimeKeepNobodyWaiting() throws IOException {
        List<InputStream> slow = new ArrayList<>();
        try (BlobStore store = open(server.location("slow").toString())) {
            LARGE.storeIn(store);
            Blob blob = store.find(LARGE.sha256()).orElseThrow();
            for (int i = 0; i < 70; i++) {
                slow.add(blob.open());
            }

            assertThat(store.find(HELLO.sha256())).isEmpty();
        } finally {
            for (InputStream each : slow) {
                each.close();
            }
        }
    }

    @Test
    void regionOfTheEnvironmentCountsAtAnEndpointToo() {
        String before = System.getProperty("aws.region");
        try {
            System.setProperty("aws.region", "eu-central-1");

            assertThat(S3Clients.region(null, server.endpoint())).isEqualTo(Region.EU_CENTRAL_1);
            assertThat(S3Clients.region("nl-ams", server.endpoint())).isEqualTo(Region.of("nl-ams"));
        } finally {
            if (before == null) {
                System.clearProperty("aws.region");
            } else {
                System.setProperty("aws.region", before);
            }
        }
    }

    private Optional<URI> link(String parameters, Duration validity) throws IOException {
        try (BlobStore store =
                open(S3Server.location(server.endpoint(), "p", parameters).toString())) {
            HELLO.storeIn(store);
            return store.find(HELLO.sha256()).orElseThrow().link(validity, "text/plain");
        }
    }

    private static BlobStore open(String location) {
        return new S3BlobStoreProvider().open(URI.create(location), InstantSource.system());
    }
}
