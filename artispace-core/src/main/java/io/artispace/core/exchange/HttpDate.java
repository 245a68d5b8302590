package io.artispace.core.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP writes them (RFC 9110 section 5.6.7). Written by hand: a formatter would cost more than all the rest of a small answer. */
final class HttpDate {
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LENGTH = "Sun, 06 Nov 1994 08:49:37 GMT".length();
    private static final int SECONDS_PER_DAY = 86_400;

    /** The two obsolete forms that a recipient must still read: RFC 850 and C's {@code asctime}. */
    private static final List<DateTimeFormatter> OBSOLETE = List.of(
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private HttpDate() {}

    /** Returns the moment in the preferred form, fractions of a second left out. */
    static String format(Instant instant) {
        long second = instant.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, (long) SECONDS_PER_DAY));
        int time = Math.floorMod(second, SECONDS_PER_DAY);
        int day = (date.getDayOfWeek().getValue() - 1) * 3;
        int month = (date.getMonthValue() - 1) * 3;
        StringBuilder text = new StringBuilder(LENGTH);
        text.append(DAYS, day, day + 3).append(", ");
        twoDigits(text, date.getDayOfMonth()).append(' ');
        text.append(MONTHS, month, month + 3).append(' ');
        twoDigits(text, date.getYear() / 100);
        twoDigits(text, date.getYear() % 100).append(' ');
        twoDigits(text, time / 3600).append(':');
        twoDigits(text, time / 60 % 60).append(':');
        return twoDigits(text, time % 60).append(" GMT").toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int value) {
        return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /** Reads a date in any of the three forms; anything else is no date. */
    static Optional<Instant> parse(String text) {
        Optional<Instant> preferred = parsePreferred(text);
        return preferred.isPresent() ? preferred : parseObsolete(text);
    }

    private static Optional<Instant> parsePreferred(String text) {
        if (text.length() != LENGTH || !text.endsWith(" GMT") || text.charAt(3) != ',') {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(text.substring(8, 11));
        if (month < 0 || month % 3 != 0) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(text, 12, 16),
                    month / 3 + 1,
                    number(text, 5, 7),
                    number(text, 17, 19),
                    number(text, 20, 22),
                    number(text, 23, 25));
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Optional<Instant> parseObsolete(String text) {
        for (DateTimeFormatter form : OBSOLETE) {
            try {
                return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException other) {
                continue;
            }
        }
        return Optional.empty();
    }
}
