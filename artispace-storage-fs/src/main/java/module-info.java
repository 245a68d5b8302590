/** Holds io.artispace.storage.fs. */
module io.artispace.storage.fs {
    requires transitive io.artispace;
    requires static org.jspecify;
}
