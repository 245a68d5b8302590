package io.artispace.integration.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A program that asks questions: each answer is given when its question has been asked. */
public final class Dialogue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String command;
    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    Dialogue(String command, Process process) {
        this.command = command;
        this.process = process;
        this.reader = new Thread(this::read, "dialogue");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                output.append((char) c);
            }
        } catch (IOException e) {
            output.append(e);
        }
    }

    /** Waits until the program has said something, and returns all it has said. */
    public String awaitText(String text) {
        Awaitility.await(text + " from " + command)
                .atMost(PATIENCE)
                .until(() -> output.indexOf(text) >= 0 || !process.isAlive());
        return output.toString();
    }

    /** Waits for a question and answers it with a line. */
    public Dialogue answer(String question, String line) throws IOException {
        awaitText(question);
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Waits for the end. */
    public Outcome end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new AssertionError(command + " did not end and said:\n" + output);
        }
        reader.join();
        return new Outcome(command, process.exitValue(), output.toString());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
