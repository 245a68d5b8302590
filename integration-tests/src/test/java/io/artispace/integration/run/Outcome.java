package io.artispace.integration.run;

import static org.assertj.core.api.Assertions.assertThat;

/** How a program ended and all it said; the output becomes part of every failure. */
public record Outcome(String command, int exitCode, String output) {
    /** Demands that the program succeeded. */
    public Outcome succeeded() {
        assertThat(exitCode).as(this::report).isZero();
        return this;
    }

    /** Demands that the program failed. */
    public Outcome failed() {
        assertThat(exitCode).as(this::report).isNotZero();
        return this;
    }

    /** Demands that the program said something. */
    public Outcome said(String text) {
        assertThat(output).as(this::report).contains(text);
        return this;
    }

    /** Demands that the program did not say something. */
    public Outcome didNotSay(String text) {
        assertThat(output).as(this::report).doesNotContain(text);
        return this;
    }

    private String report() {
        return command + "\nended with " + exitCode + " and said:\n" + output;
    }
}
