package io.artispace.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints figures, one a line: what, how much, and the target with the verdict where there is one. */
final class Figures {
    private final PrintStream out;

    Figures(PrintStream out) {
        this.out = out;
    }

    /** A figure that should not be smaller. */
    void atLeast(double target, String what, double value, String unit) {
        print(what, value, unit, String.format(Locale.ROOT, "at least %s: %s", text(target), verdict(value >= target)));
    }

    /** A figure that should not be larger. */
    void atMost(double target, String what, double value, String unit) {
        print(what, value, unit, String.format(Locale.ROOT, "at most %s: %s", text(target), verdict(value <= target)));
    }

    /** A figure without a target. */
    void note(String what, double value, String unit) {
        print(what, value, unit, "");
    }

    /** A sentence in place of a figure. */
    void note(String what) {
        out.println(what);
    }

    private void print(String what, double value, String unit, String judged) {
        out.println(String.format(Locale.ROOT, "%-66s %9s %-4s %s", what, text(value), unit, judged)
                .stripTrailing());
    }

    private static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }

    private static String text(double value) {
        String digits = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, value);
    }
}
