package io.artispace.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Origin;
import io.artispace.blob.Digest;
import io.artispace.core.ledger.LedgerText.Ledger;
import io.artispace.ledger.LedgerEntry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTextTest {
    private final LedgerText text = new LedgerText();

    private static LedgerEntry entry(String path, Origin origin) {
        return new LedgerEntry(
                "all",
                FilePath.of(path),
                origin,
                Digest.sha256("0".repeat(64)),
                3,
                Instant.parse("2026-01-02T03:04:05.678Z"));
    }

    @Test
    void isReadBackAsItWasWritten() {
        Ledger ledger = new Ledger(
                "build-42",
                List.of(
                        entry("a", new Origin("files", null)),
                        entry("b", new Origin("outside", URI.create("https://upstream.example/b")))));

        assertThat(text.read(text.write(ledger))).isEqualTo(ledger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session\":\"s\",\"entries\":{}}",
                "{\"session\":\"s\",\"entries\":[1]}",
                "{\"session\":\"s\",\"entries\":[],\"more\":1}",
                "{\"session\":\"s\",\"session\":\"t\",\"entries\":[]}",
                "[\"session\",\"s\"]"
            })
    void nothingElseIsRead(String other) {
        assertThatThrownBy(() -> text.read(other)).isInstanceOf(InvalidInputException.class);
    }
}
