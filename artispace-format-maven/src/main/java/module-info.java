/** Holds io.artispace.format.maven. */
module io.artispace.format.maven {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires java.xml;
    requires org.slf4j;
}
