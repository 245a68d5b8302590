/** Holds io.artispace.core. */
module io.artispace.core {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
}
