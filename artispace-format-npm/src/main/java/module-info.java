/** Holds io.artispace.format.npm. */
module io.artispace.format.npm {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
}
