/** Contract suites and fault decorators, for the tests of stores and formats; nothing here belongs on a production class path. */
module io.artispace.testkit {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires java.net.http;
    requires jdk.httpserver;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.assertj.core;

    exports io.artispace.testkit;

    // JUnit calls package-private tests by reflection, wherever they are inherited.
    opens io.artispace.testkit;
}
