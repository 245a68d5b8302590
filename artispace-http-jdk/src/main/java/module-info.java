/**
 * A front that serves HTTP with nothing but the JDK. Optional: a host that has a server of its own hands requests to the registry itself.
 */
module io.artispace.http.jdk {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.artispace.http.jdk;
}
