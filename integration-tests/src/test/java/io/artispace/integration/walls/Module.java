package io.artispace.integration.walls;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.artispace.integration.run.ThisBuild;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The published modules: where their classes are, which packages are theirs, and how many classes there are at least. */
enum Module {
    API("artispace-api", "io.artispace", 50),
    CORE("artispace-core", "io.artispace.core", 40),
    METADATA_JDBC("artispace-metadata-jdbc", "io.artispace.metadata.jdbc", 15),
    STORAGE_FS("artispace-storage-fs", "io.artispace.storage.fs", 8),
    STORAGE_S3("artispace-storage-s3", "io.artispace.storage.s3", 8),
    STORES("artispace-stores", "io.artispace.stores", 15),
    FORMAT_MAVEN("artispace-format-maven", "io.artispace.format.maven", 30),
    FORMAT_NPM("artispace-format-npm", "io.artispace.format.npm", 30),
    HTTP_JDK("artispace-http-jdk", "io.artispace.http.jdk", 3),
    TESTKIT("artispace-testkit", "io.artispace.testkit", 5);

    /** Every module may use these; they are spelled out because the packages of the other modules begin like some of them. */
    static final Set<String> API_PACKAGES = Set.of(
            "io.artispace",
            "io.artispace.access",
            "io.artispace.blob",
            "io.artispace.event",
            "io.artispace.exchange",
            "io.artispace.format",
            "io.artispace.ledger",
            "io.artispace.metadata",
            "io.artispace.policy",
            "io.artispace.spi",
            "io.artispace.upstream");

    private final String artifact;
    private final String rootPackage;
    private final int leastClasses;

    Module(String artifact, String rootPackage, int leastClasses) {
        this.artifact = artifact;
        this.rootPackage = rootPackage;
        this.leastClasses = leastClasses;
    }

    /** What a program has at run time: all but the test kit. */
    static List<Module> libraries() {
        return Arrays.stream(values()).filter(module -> module != TESTKIT).toList();
    }

    String rootPackage() {
        return rootPackage;
    }

    int leastClasses() {
        return leastClasses;
    }

    /** Says which packages are rooms, as ArchUnit's slices are said. */
    String rooms() {
        return rootPackage + ".(**)";
    }

    Path classesDirectory() {
        return ThisBuild.root().resolve(artifact).resolve("target/classes");
    }

    JavaClasses classes() {
        return classesOf(List.of(this));
    }

    static JavaClasses classesOf(List<Module> modules) {
        List<URI> places = modules.stream()
                .map(module -> module.classesDirectory().toUri())
                .toList();
        return All.CLASSES.that(DescribedPredicate.describe(
                "are of " + modules,
                type -> places.stream()
                        .anyMatch(place -> isBelow(place, type.getSource().orElseThrow()))));
    }

    private static boolean isBelow(URI place, Source source) {
        return source.getUri().getPath().startsWith(place.getPath());
    }

    /** Read once in a process, because that takes its time. */
    private static final class All {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .importPaths(
                        Arrays.stream(values()).map(Module::classesDirectory).toList());
    }

    boolean owns(JavaClass type) {
        String name = type.getPackageName();
        return this == API
                ? API_PACKAGES.contains(name)
                : name.equals(rootPackage) || name.startsWith(rootPackage + ".");
    }

    @Override
    public String toString() {
        return artifact;
    }
}
