/** Holds io.artispace.testkit. */
module io.artispace.testkit {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.assertj.core;
}
