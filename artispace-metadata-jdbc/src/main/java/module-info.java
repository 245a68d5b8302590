/** Holds io.artispace.metadata.jdbc. */
module io.artispace.metadata.jdbc {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.zaxxer.hikari;
    requires io.leangen.geantyref;
    requires java.sql;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
}
