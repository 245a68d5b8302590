/**
 * A front on the HTTP server of the JDK. Optional: a host that has a server of its own hands requests to the registry itself.
 */
module io.artispace.http.jdk {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires jdk.httpserver;
    requires org.slf4j;

    exports io.artispace.http.jdk;
}
