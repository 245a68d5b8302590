package io.artispace.integration.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the README and in the docs compiles. */
class DocumentedCodeIT {
    private static final int FEWEST = 20;
    private static final Pattern BLOCK = Pattern.compile("(?m)^```java\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\s*(?:(?:public|final|abstract) )*class .*", Pattern.DOTALL);

    /** What a reader imports without being told. */
    private static final String IMPORTS = """
            import static java.nio.charset.StandardCharsets.UTF_8;
            import static org.assertj.core.api.Assertions.assertThat;
            import io.artispace.*;
            import io.artispace.access.*;
            import io.artispace.blob.*;
            import io.artispace.core.CoreRegistryProvider;
            import io.artispace.event.*;
            import io.artispace.exchange.*;
            import io.artispace.format.maven.*;
            import io.artispace.format.maven.client.*;
            import io.artispace.format.npm.*;
            import io.artispace.format.npm.client.*;
            import io.artispace.http.jdk.*;
            import io.artispace.metadata.MetadataStore;
            import io.artispace.metadata.jdbc.JdbcMetadataStore;
            import io.artispace.policy.*;
            import io.artispace.storage.fs.*;
            import io.artispace.storage.s3.*;
            import io.artispace.stores.move.*;
            import io.artispace.testkit.*;
            import io.artispace.upstream.*;
            import jakarta.servlet.http.*;
            import java.io.*;
            import java.net.URI;
            import java.net.http.*;
            import java.net.http.HttpResponse.BodyHandlers;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.atomic.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.io.TempDir;
            import software.amazon.awssdk.services.s3.S3Client;
            """;

    /** What the text around the code speaks of; code that declares its own hides it. */
    private static final String CONTEXT = """
                static Registry registry;
                static Path jar;
                static Path pom;
                static Upstream upstream;
                static AtomicBoolean cancelled;
            """;

    @TempDir
    Path classes;

    /** A piece of code in a document. */
    private static final class Snippet extends SimpleJavaFileObject {
        private final String code;

        Snippet(Path document, int number, String block) {
            super(URI.create("string:///" + name(document, number) + ".java"), Kind.SOURCE);
            String body = CLASS.matcher(block).matches()
                    ? "static " + block
                    : "void run() throws Exception {\n" + block + "}\n";
            this.code = IMPORTS + "class " + name(document, number) + " {\n" + CONTEXT + body + "}\n";
        }

        private static String name(Path document, int number) {
            return document.getFileName().toString().replace('.', '_') + "_" + number;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    @Test
    void codeInTheDocsCompiles() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path document : documents()) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            for (int number = 1; block.find(); number++) {
                snippets.add(new Snippet(document, number, block.group(1)));
            }
        }
        assertThat(snippets).hasSizeGreaterThan(FEWEST);

        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, snippets).call();

        assertThat(found.getDiagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .extracting(DocumentedCodeIT::text)
                .isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ThisBuild.root().resolve("docs"))) {
            return Stream.concat(Stream.of(ThisBuild.root().resolve("README.md")), docs.sorted())
                    .toList();
        }
    }

    private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        try {
            String line = source == null
                    ? ""
                    : source.getCharContent(true)
                            .toString()
                            .lines()
                            .skip(diagnostic.getLineNumber() - 1)
                            .findFirst()
                            .orElse("");
            return (source == null ? "" : source.getName()) + ": " + diagnostic.getMessage(Locale.ROOT) + " in: "
                    + line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
