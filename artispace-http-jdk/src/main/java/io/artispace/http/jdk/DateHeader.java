package io.artispace.http.jdk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date that answers bear, written once a second, however many answers bear it. Thread-safe. */
final class DateHeader {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private volatile Second last = Second.of(Instant.EPOCH);

    private record Second(long number, String text) {
        static Second of(Instant time) {
            return new Second(time.getEpochSecond(), FORMAT.format(time));
        }
    }

    /** Returns the date of now. */
    String now() {
        Instant now = Instant.now();
        Second second = last;
        if (second.number() != now.getEpochSecond()) {
            second = Second.of(now);
            last = second;
        }
        return second.text();
    }
}
