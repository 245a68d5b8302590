/** Holds io.artispace.http.jdk. */
module io.artispace.http.jdk {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires transitive jdk.httpserver;
    requires org.slf4j;
}
