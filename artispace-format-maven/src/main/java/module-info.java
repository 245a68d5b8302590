/** The Maven repository format: what {@code mvn}, Gradle, Ivy, sbt and other clients of its layout speak. It sees the contract only. */
module io.artispace.format.maven {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires java.xml;

    exports io.artispace.format.maven;
    exports io.artispace.format.maven.artifact;
    exports io.artispace.format.maven.client;

    provides io.artispace.format.PackageFormat with
            io.artispace.format.maven.MavenFormat;
}
